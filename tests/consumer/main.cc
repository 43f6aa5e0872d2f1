// Searches an index and prints the id and the title of each hit.

#include <dssearch/searcher.h>

#include <iostream>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: consumer INDEX\n";
    return 2;
  }
  try {
    const dssearch::Searcher searcher(argv[1]);
    const dssearch::SearchResponse found = searcher.Search({.query = "强化学习 推理"});
    for (const dssearch::Hit& hit : found.hits)
      std::cout << hit.paper.id << ' ' << hit.paper.title << '\n';
    return found.hits.empty() ? 1 : 0;
  } catch (const dssearch::Error& error) {
    std::cerr << error.what() << '\n' << error.hint() << '\n';
    return 2;
  }
}

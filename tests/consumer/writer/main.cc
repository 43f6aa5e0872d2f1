// Puts a paper into an index, and prints how many that added.

#include <dssearch/writer.h>

#include <iostream>

int main(int, char** argv) {
  try {
    dssearch::Writer writer(argv[1]);
    writer.Put({.id = "written-by-a-program", .title = "What a program writes"});
    std::cout << writer.Commit().added.size() << " added\n";
  } catch (const dssearch::Error& error) {
    std::cerr << error.what() << '\n' << error.hint() << '\n';
    return 2;
  }
}

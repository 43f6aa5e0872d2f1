// Prints the best paper of an index, and what is wrong with an index that is none.

#include <papers.h>

#include <iostream>

int main(int, char** argv) {
  std::cout << papers::BestOf(argv[1], "强化学习 推理") << '\n'
            << papers::BestOf("/nowhere", "推理") << '\n';
}

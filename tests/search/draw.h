#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace dssearch::testing {

/// Random draws, the same for the same seed on every machine.
class Draw {
 public:
  explicit Draw(unsigned seed) : random_(seed) {}

  /// A number from 0 to n - 1. Requires n > 0.
  std::size_t Below(std::size_t n) { return random_() % n; }

  /// True with a probability of 1 / n.
  bool OneIn(std::size_t n) { return Below(n) == 0; }

  /// One of the values.
  template <typename Values>
  std::string Of(const Values& values) {
    return std::string(values[Below(values.size())]);
  }

  /// A third of the values on average, in their order.
  std::vector<std::string> Some(const std::vector<std::string>& values) {
    std::vector<std::string> some;
    for (const std::string& value : values)
      if (OneIn(3)) some.push_back(value);
    return some;
  }

 private:
  std::mt19937 random_;
};

}  // namespace dssearch::testing

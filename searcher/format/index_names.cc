#include "searcher/format/index_names.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <system_error>

namespace dssearch::format {

std::optional<unsigned long> NumberIn(const std::string& name, std::string_view prefix) {
  constexpr std::size_t kMaxDigits = 9;
  if (!name.starts_with(prefix)) return std::nullopt;
  const std::string digits = name.substr(prefix.size());
  if (digits.empty() || digits.size() > kMaxDigits ||
      digits.find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;
  return std::stoul(digits);
}

std::string NumberedName(std::string_view prefix, unsigned long number) {
  constexpr std::size_t kDigits = 6;
  std::string digits = std::to_string(number);
  digits.insert(0, kDigits - std::min(kDigits, digits.size()), '0');
  return std::string(prefix) + digits;
}

std::vector<unsigned long> CommitNumbers(const std::string& index) {
  std::vector<unsigned long> numbers;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(index, ignored))
    if (entry.path().extension() == ".json")
      if (const auto number = NumberIn(entry.path().stem().string(), kCommitPrefix))
        numbers.push_back(*number);
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

}  // namespace dssearch::format

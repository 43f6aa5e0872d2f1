#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dssearch/request.h"
#include "searcher/format/schema.h"

namespace dssearch {
namespace {

constexpr std::array kSteps = {std::pair{"day", DateStep::kDay},
                               std::pair{"month", DateStep::kMonth},
                               std::pair{"year", DateStep::kYear}};

}  // namespace

FacetRequest::FacetRequest(const std::string& text) : field(text) {
  if (const std::size_t tilde = field.find('~'); tilde != std::string::npos) {
    contains = field.substr(tilde + 1);
    field.resize(tilde);
  }
  const auto after_colon = [this] {
    const std::size_t colon = field.rfind(':');
    return colon == std::string::npos ? std::string() : field.substr(colon + 1);
  };
  const auto cut = [this] { field.resize(field.rfind(':')); };
  std::vector<std::size_t> numbers;  // The last one first.
  while (numbers.size() < 2) {
    const std::string last = after_colon();
    const char* const end = last.data() + last.size();
    std::size_t number = 0;
    if (last.empty() || std::from_chars(last.data(), end, number).ptr != end) break;
    numbers.push_back(number);
    cut();
  }
  if (!numbers.empty()) limit = numbers.back();
  if (numbers.size() == 2) offset = numbers.front();
  const std::string name = after_colon();
  for (const auto& [known, value] : kSteps) {
    if (name != known) continue;
    const format::Field* row =
        format::FindField(std::string_view(field).substr(0, field.rfind(':')));
    if (row == nullptr || row->kind != format::FieldKind::kDate) continue;
    step = value;
    cut();
    break;
  }
}

}  // namespace dssearch

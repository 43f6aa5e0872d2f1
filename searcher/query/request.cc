#include "dssearch/request.h"

#include <charconv>

#include "searcher/format/schema.h"

namespace dssearch {
namespace {

constexpr Choice<DateStep> kSteps[] = {
    {"day", DateStep::kDay}, {"month", DateStep::kMonth}, {"year", DateStep::kYear}};

}  // namespace

Filter FilterOf(std::string_view field, std::string_view typed) {
  const bool exclude = typed.starts_with('!');
  return {std::string(field), std::string(typed.substr(exclude ? 1 : 0)), exclude};
}

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
  const std::optional<DateStep> named = ValueNamed(kSteps, after_colon());
  if (!named) return;
  const format::Field* row = format::FindField(std::string_view(field).substr(0, field.rfind(':')));
  if (row == nullptr || row->kind != format::FieldKind::kDate) return;
  step = *named;
  cut();
}

}  // namespace dssearch

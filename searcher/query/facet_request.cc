#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>

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
  const std::string number = after_colon();
  std::size_t most = 0;
  const char* const end = number.data() + number.size();
  if (!number.empty() && std::from_chars(number.data(), end, most).ptr == end) {
    limit = most;
    cut();
  }
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

#include "searcher/cli/query_lines.h"

#include <string_view>

namespace dssearch::cli {

std::optional<NamedQuery> NextQuery(std::istream& lines) {
  for (std::string line; std::getline(lines, line);) {
    if (line.ends_with('\r')) line.pop_back();  // A file of Windows.
    if (line.starts_with('#') || line.find_first_not_of(" \t") == std::string::npos) continue;
    const auto tab = line.find('\t');
    if (tab == std::string::npos) return NamedQuery{{}, line};
    return NamedQuery{line.substr(0, tab), line.substr(tab + 1)};
  }
  return std::nullopt;
}

}  // namespace dssearch::cli

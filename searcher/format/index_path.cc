#include <cstdlib>

#include "dssearch/searcher.h"

namespace dssearch {

std::string DefaultIndexPath() {
  const auto variable = [](const char* name) -> std::string {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
  };
  if (std::string index = variable("DSSEARCH_INDEX"); !index.empty()) return index;
  if (const std::string data = variable("XDG_DATA_HOME"); !data.empty())
    return data + "/dssearch/index";
  const std::string home = variable("HOME");
  return home.empty() ? home : home + "/.local/share/dssearch/index";
}

}  // namespace dssearch

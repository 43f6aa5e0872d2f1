#pragma once

#include <string>
#include <string_view>

namespace dssearch::indexer {

/// A title without what MEDLINE and DBLP put around it, a full stop behind it and brackets around a
/// translated one: "Reading slow rivers" of "[Reading slow rivers.]".
inline std::string WithoutFullStop(std::string_view title) {
  const auto without_stop = [](std::string_view text) {
    return text.ends_with('.') && !text.ends_with("..") ? text.substr(0, text.size() - 1) : text;
  };
  title = without_stop(title);
  if (title.starts_with('[') && title.ends_with(']'))
    title = without_stop(title.substr(1, title.size() - 2));
  return std::string(title);
}

}  // namespace dssearch::indexer

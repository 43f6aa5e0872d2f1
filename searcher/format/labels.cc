#include "searcher/format/labels.h"

namespace dssearch::format {

bool IsValid(const Label& label) {
  const auto is_line = [](const std::string& name) {
    return !name.empty() && name.find_first_of("\t\n\r") == std::string::npos;
  };
  return is_line(label.zh) && is_line(label.en);
}

std::string EncodeLabels(const std::vector<Label>& labels) {
  std::string text;
  for (const Label& label : labels) text += label.zh + '\t' + label.en + '\n';
  return text;
}

std::vector<Label> DecodeLabels(std::string_view text) {
  std::vector<Label> labels;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    const std::size_t tab = line.find('\t');
    if (tab != std::string_view::npos)
      labels.push_back({std::string(line.substr(0, tab)), std::string(line.substr(tab + 1))});
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return labels;
}

}  // namespace dssearch::format

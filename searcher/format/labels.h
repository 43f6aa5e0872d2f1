#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dssearch::format {

/// The names of a domain in both languages. Papers may use either.
struct Label {
  std::string zh;
  std::string en;

  bool operator==(const Label&) const = default;
};

/// Whether both names can be stored: they are not empty, and have neither tabs nor line feeds.
bool IsValid(const Label& label);

/// The metadata key of the labels of a database.
inline constexpr const char* kLabelsKey = "labels";

/// Encodes labels as metadata: a line for each, its names with a tab between them. The labels must
/// be valid.
std::string EncodeLabels(const std::vector<Label>& labels);

/// The inverse of EncodeLabels; malformed lines are skipped.
std::vector<Label> DecodeLabels(std::string_view text);

}  // namespace dssearch::format

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dssearch::format {

/// What a domain is called in both languages. Papers may name it by either.
struct Label {
  std::string zh;
  std::string en;

  bool operator==(const Label&) const = default;
};

/// The key of a database's metadata under which its labels stand.
inline constexpr const char* kLabelsKey = "labels";

/// The labels as metadata: a line each, the names with a tab between them, in
/// which neither stands.
std::string EncodeLabels(const std::vector<Label>& labels);

/// Inverse of EncodeLabels; lines of another form are skipped.
std::vector<Label> DecodeLabels(std::string_view text);

}  // namespace dssearch::format

#pragma once

#include <string>
#include <string_view>

#include "dssearch/error.h"

namespace dssearch {

/// The lines that a command-line tool prints on standard error where it fails; without the second
/// one where `hint` is empty:
///
///   dssearch: no index at '/tmp/index'
///   hint: make one: dsindex --index '/tmp/index' PATH
inline std::string ErrorLines(std::string_view tool, std::string_view message,
                              std::string_view hint) {
  std::string lines;
  lines.append(tool).append(": ").append(message).append("\n");
  if (!hint.empty()) lines.append("hint: ").append(hint).append("\n");
  return lines;
}

/// The error (kInvalidRequest) of a command line that the options of `tool` do not allow. `message`
/// is the sentence of the library that parses options.
inline Error OptionError(std::string_view tool, const std::string& message) {
  return {ErrorCode::kInvalidRequest, message,
          std::string(tool) + " --help shows what can be asked"};
}

}  // namespace dssearch

#pragma once

#include <string_view>

namespace dssearch::indexer {

/// The combining character of an accent, "\u0301" of "'" in \'e; empty for another command.
/// Commands are named without their backslash.
std::string_view TexAccent(std::string_view command);

/// What a command without arguments stands for, "ß" of "ss"; nullptr for another command. A style,
/// as \sc is, stands for nothing: "".
const std::string_view* TexSymbol(std::string_view command);

/// What becomes of the arguments of a command.
enum class TexArguments {
  kUnknown,  ///< Of a command that is not known: it stays with its arguments.
  kText,     ///< The argument is text: \emph{...}.
  kQuoted,   ///< The same within quotes: \enquote{...}.
  kSecond,   ///< The second one is text: \href{...}{...}.
  kAddress,  ///< The argument is an address: \url{...}.
  kMath,     ///< The argument is mathematics: \ensuremath{...}.
  kDropped,  ///< Nothing is shown: \noopsort{...}.
};

TexArguments ArgumentsOf(std::string_view command);

}  // namespace dssearch::indexer

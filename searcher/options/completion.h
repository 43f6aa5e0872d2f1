#pragma once

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}  // namespace CLI

namespace dssearch::options {

/// A word that a shell may put in the place of the one that is typed, and what it means.
struct Candidate {
  std::string word = {};
  std::string meaning = {};
};

/// How the last word of a command line may go on.
struct Completion {
  std::string typed = {};   ///< The word so far, or behind `before` the value.
  std::string before = {};  ///< What stands before the value in its word: "--sort=".
  std::string option = {};  ///< The word is the value of this option, as `domain`; empty for none.
  std::vector<Candidate> candidates = {};  ///< Options, or what this one takes, as far as is known.
};

/// The words behind `TOOL --complete`, by which the shells ask: those of the command line up to the
/// one that is to be completed, which may be empty. Empty where the command line is another.
std::optional<std::vector<std::string>> WordsToComplete(int argc, const char* const* argv);

/// Completes the last of `words`. The options before it are parsed for what they say of those that
/// `app` binds, such as --index, as far as they are right.
Completion Complete(CLI::App& app, std::vector<std::string> words);

/// Candidates as the shells read them: a line each, with a tab before the meaning.
std::string LinesOf(const Completion& completion);

}  // namespace dssearch::options

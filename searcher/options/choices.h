#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace dssearch::options {

/// Adds an option that takes one of the words of `choices`, which have '|' between them and of
/// which the first is the default: "auto|all|any". The help shows them so. `value` gets the word.
CLI::Option* AddChoice(CLI::App& app, const std::string& names, std::string& value,
                       const std::string& choices, const std::string& description);

/// The words that an option made so takes; none for any other.
std::vector<std::string> ChoicesOf(const CLI::Option& option);

}  // namespace dssearch::options

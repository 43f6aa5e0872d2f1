#include "searcher/options/completion.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>
#include <utility>

#include "searcher/options/choices.h"

namespace dssearch::options {
namespace {

// The option that takes a value and has this name, "--sort" or "-d".
const CLI::Option* OptionWithValue(const CLI::App& app, const std::string& name) {
  if (!name.starts_with('-')) return nullptr;
  const CLI::Option* option = app.get_option_no_throw(name);
  return option != nullptr && option->get_items_expected_max() > 0 ? option : nullptr;
}

// What a completion says in one line.
std::string FirstSentence(const std::string& description) {
  return description.substr(0, description.find_first_of(":;\n"));
}

std::vector<Candidate> OptionsThatBegin(const CLI::App& app, const std::string& typed) {
  std::vector<Candidate> candidates;
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional() || option->get_group().empty()) continue;
    for (const std::string& name : CLI::detail::split(option->get_name(false, true), ','))
      if (name.starts_with(typed))
        candidates.push_back({name, FirstSentence(option->get_description())});
  }
  return candidates;
}

}  // namespace

std::optional<std::vector<std::string>> WordsToComplete(int argc, const char* const* argv) {
  if (argc < 3 || std::string_view(argv[1]) != "--complete") return std::nullopt;
  return std::vector<std::string>(argv + 2, argv + argc);
}

Completion Complete(CLI::App& app, std::vector<std::string> words) {
  Completion completion{.typed = std::move(words.back())};
  words.pop_back();
  const CLI::Option* option = nullptr;
  if (!words.empty()) option = OptionWithValue(app, words.back());
  if (option != nullptr) words.pop_back();
  if (const auto equal = completion.typed.find('=');
      option == nullptr && completion.typed.starts_with("--") && equal != std::string::npos) {
    option = OptionWithValue(app, completion.typed.substr(0, equal));
    completion.before = completion.typed.substr(0, equal + 1);
    completion.typed.erase(0, equal + 1);
  }
  if (option != nullptr) {
    completion.option = option->get_single_name();
    for (const std::string& choice : ChoicesOf(*option))
      if (choice.starts_with(completion.typed)) completion.candidates.push_back({choice});
  } else if (completion.typed.starts_with('-')) {
    completion.candidates = OptionsThatBegin(app, completion.typed);
  }
  try {
    std::reverse(words.begin(), words.end());
    app.parse(std::move(words));
  } catch (const CLI::ParseError&) {
    // What is being typed need not be right yet.
  }
  return completion;
}

std::string LinesOf(const Completion& completion) {
  std::string lines;
  for (const auto& [word, meaning] : completion.candidates) {
    lines.append(completion.before).append(word);
    if (!meaning.empty()) lines.append("\t").append(meaning);
    lines += '\n';
  }
  return lines;
}

}  // namespace dssearch::options

#include "searcher/options/choices.h"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace dssearch::options {

CLI::Option* AddChoice(CLI::App& app, const std::string& names, std::string& value,
                       const std::string& choices, const std::string& description) {
  const std::vector<std::string> words = CLI::detail::split(choices, '|');
  value = words.front();
  return app.add_option(names, value, description)
      ->check(CLI::IsMember(words))
      ->capture_default_str()
      ->option_text(choices);
}

std::vector<std::string> ChoicesOf(const CLI::Option& option) {
  const std::string& text = option.get_option_text();
  if (text.find('|') == std::string::npos) return {};
  return CLI::detail::split(text, '|');
}

}  // namespace dssearch::options

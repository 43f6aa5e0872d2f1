#include "searcher/options/config.h"

#include <toml++/toml.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <sstream>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "dssearch/error.h"

namespace dssearch::options {
namespace {

// The tables that a file may have, each for the tool of its name.
constexpr std::string_view kTools[] = {"dssearch", "dsindex", "dsserve"};

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// What a file says of an option.
struct Setting {
  const toml::node* value = nullptr;
  std::string place;  // "FILE:3"
};
using Settings = std::map<std::string, Setting>;

[[noreturn]] void Refuse(const std::string& place, const std::string& what,
                         const std::string& hint) {
  throw Error(ErrorCode::kInvalidRequest, place + ": " + what, hint);
}

std::string PlaceOf(const std::string& file, const toml::source_region& at) {
  return file + ':' + std::to_string(at.begin.line);
}

toml::table ReadFile(const std::string& file) {
  std::ifstream in(file);
  if (!in || std::filesystem::is_directory(file))
    throw Error(ErrorCode::kInvalidRequest, "cannot read '" + file + "'",
                "is it a file that you may read?");
  try {
    return toml::parse(in, file);
  } catch (const toml::parse_error& e) {
    std::string what(e.description());
    what = what.substr(0, what.find('\n'));
    Refuse(PlaceOf(file, e.source()), what,
           "a line is NAME = VALUE: limit = 20, sort = \"newest\"");
  }
}

// What the file says of the options of a tool: at its top, and before that in the tool's table.
Settings SettingsOf(const toml::table& content, const std::string& file, const std::string& tool) {
  Settings settings;
  const auto add = [&](const toml::table& table) {
    for (const auto& [name, value] : table)
      if (!value.is_table())
        settings[std::string(name.str())] = {&value, PlaceOf(file, name.source())};
  };
  add(content);
  for (const auto& [name, value] : content) {
    if (!value.is_table()) continue;
    if (std::find(std::begin(kTools), std::end(kTools), name.str()) == std::end(kTools))
      Refuse(PlaceOf(file, name.source()), "there is no table [" + std::string(name.str()) + "]",
             "a table is [dssearch], [dsindex] or [dsserve]");
    if (name.str() == tool) add(*value.as_table());
  }
  return settings;
}

// A value as the command line would have it. Empty where it is none.
std::optional<std::string> TextOf(const toml::node& value) {
  if (const auto* text = value.as_string()) {
    // There is no shell that would do it.
    const std::string home = Variable("HOME");
    return text->get().starts_with("~/") && !home.empty() ? home + text->get().substr(1)
                                                          : text->get();
  }
  if (!value.is_number()) return std::nullopt;
  std::ostringstream out;
  value.visit([&out](const auto& node) {
    if constexpr (toml::is_number<decltype(node)>) out << node.get();
  });
  return out.str();
}

// The texts of a value of an option that is no flag.
std::vector<std::string> TextsOf(const CLI::Option& option, const Setting& setting) {
  std::vector<std::string> texts;
  const auto add = [&](const toml::node& value) {
    const auto text = TextOf(value);
    if (!text)
      Refuse(setting.place, "'" + option.get_single_name() + "' takes a text or a number",
             option.get_single_name() + " = \"...\"");
    texts.push_back(*text);
  };
  const toml::array* list = setting.value->as_array();
  if (list == nullptr) {
    add(*setting.value);
  } else if (option.get_items_expected_max() <= 1) {
    Refuse(setting.place, "'" + option.get_single_name() + "' takes one value, not a list",
           option.get_single_name() + " = \"...\"");
  } else {
    for (const toml::node& value : *list) add(value);
  }
  return texts;
}

// Gives an option the value of a setting, as if the command line had it.
void Give(CLI::Option& option, const Setting& setting) {
  const std::string name = option.get_single_name();
  if (option.get_items_expected_max() == 0) {
    const auto* flag = setting.value->as_boolean();
    if (flag == nullptr) Refuse(setting.place, "'" + name + "' is true or false", name + " = true");
    if (!flag->get()) return;
    option.add_result("true");
  } else {
    option.add_result(TextsOf(option, setting));
  }
  try {
    option.run_callback();
  } catch (const CLI::ParseError& e) {
    Refuse(setting.place, e.what(), "the value is what the option --" + name + " takes");
  }
}

// The options that may stand in a file, in the order of the help.
std::vector<CLI::Option*> ConfigurableOptions(CLI::App& app) {
  return app.get_options([](const CLI::Option* option) {
    return option->get_configurable() && !option->get_lnames().empty();
  });
}

// Whether the command line has the option, or one that excludes it.
bool IsGiven(const CLI::Option& option) {
  const std::set<CLI::Option*> others = option.get_excludes();
  return option.count() > 0 || std::any_of(others.begin(), others.end(),
                                           [](const auto* other) { return other->count() > 0; });
}

std::string Quoted(const std::string& text) {
  std::ostringstream out;
  out << toml::value<std::string>(text);
  return out.str();
}

// A value as the file would have it.
std::string ValueText(const CLI::Option& option) {
  if (option.get_items_expected_max() == 0) return option.count() > 0 ? "true" : "false";
  if (option.count() > 0 && option.get_items_expected_max() > 1) {
    std::string list;
    for (const std::string& one : option.results())
      list += (list.empty() ? "" : ", ") + Quoted(one);
    return '[' + list + ']';
  }
  const std::string text = option.count() > 0 ? option.results().front() : option.get_default_str();
  const bool number = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  return number || text.empty() ? text : Quoted(text);
}

}  // namespace

std::string UserConfigPath() {
  if (const std::string config = Variable("XDG_CONFIG_HOME"); !config.empty())
    return config + "/dssearch/config.toml";
  const std::string home = Variable("HOME");
  return home.empty() ? home : home + "/.config/dssearch/config.toml";
}

Config::Config(CLI::App& app, ConfigSources sources) : app_(app), sources_(std::move(sources)) {
  app.add_option("--config", file_, "Read options from FILE")
      ->configurable(false)
      ->option_text("FILE [" + sources_.file + "]");
  app.add_flag("--print-config", print_, "Show what options hold, and where each is from")
      ->configurable(false);
}

void Config::Apply() {
  const bool named = !file_.empty();
  if (!named) file_ = sources_.file;
  for (const CLI::Option* option : ConfigurableOptions(app_))
    if (option->count() > 0) from_[option->get_single_name()] = "the command line";
  std::error_code unreachable;  // As the home of another user is, after su.
  if (file_.empty() || (!named && !std::filesystem::exists(file_, unreachable))) return;
  const toml::table content = ReadFile(file_);
  std::vector<std::pair<CLI::Option*, Setting>> given;
  for (const auto& [name, setting] : SettingsOf(content, file_, sources_.tool)) {
    CLI::Option* option = app_.get_option_no_throw("--" + name);
    if (option == nullptr)
      Refuse(setting.place, sources_.tool + " has no option '" + name + "'",
             "what is for one tool stands below [dssearch], [dsindex] or [dsserve]; " +
                 sources_.tool + " --help shows what there is");
    if (!option->get_configurable())
      Refuse(setting.place, "'" + name + "' is for the command line alone",
             sources_.tool + " --print-config shows what a file may have");
    const auto variable = sources_.variables.find(name);
    const bool set =
        variable != sources_.variables.end() && !Variable(variable->second.c_str()).empty();
    if (set || IsGiven(*option)) continue;
    given.emplace_back(option, setting);
  }
  for (const auto& [option, setting] : given) {
    Give(*option, setting);
    from_[option->get_single_name()] = setting.place;
  }
}

std::string Config::Text() const {
  std::string text = "# " + (file_.empty() ? "no file" : file_);
  text += '\n' + ("[" + sources_.tool + "]\n");
  for (const CLI::Option* option : ConfigurableOptions(app_)) {
    const std::string name = option->get_single_name();
    const std::string value = ValueText(*option);
    if (value.empty()) {
      text += "# " + name + " is not set\n";
      continue;
    }
    const auto from = from_.find(name);
    const auto variable = sources_.variables.find(name);
    text.append(name).append(" = ").append(value).append("  # ");
    if (from != from_.end()) {
      text += from->second;
    } else if (variable != sources_.variables.end() &&
               !Variable(variable->second.c_str()).empty()) {
      text += '$' + variable->second;
    } else {
      text += "default";
    }
    text += '\n';
  }
  return text;
}

}  // namespace dssearch::options

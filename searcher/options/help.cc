#include "searcher/options/help.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

namespace dssearch::options {
namespace {

class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_option_opts(const CLI::Option* option) const override {
    if (const std::string& text = option->get_option_text(); !text.empty()) return ' ' + text;
    if (option->get_items_expected_max() == 0) return {};
    const std::string& held = option->get_default_str();
    return ' ' + option->get_type_name() + (held.empty() ? "" : " [" + held + ']');
  }
};

}  // namespace

void FormatHelp(CLI::App& app) { app.formatter(std::make_shared<HelpFormatter>()); }

}  // namespace dssearch::options

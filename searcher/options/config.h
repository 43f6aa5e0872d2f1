#pragma once

#include <map>
#include <string>

namespace CLI {
class App;
}  // namespace CLI

namespace dssearch::options {

/// The file of a user's options: $XDG_CONFIG_HOME/dssearch/config.toml, else
/// ~/.config/dssearch/config.toml; empty where there is no $HOME.
std::string UserConfigPath();

/// Where the options of a tool stand beside its command line.
struct ConfigSources {
  std::string tool = {};  ///< "dssearch", as the file calls it too.
  std::string file = {};  ///< Its path unless --config names another one. It need not be there.
  /// The environment variables that count more than the file, by the options that they are for:
  /// {"index", "DSSEARCH_INDEX"}.
  std::map<std::string, std::string> variables = {};
};

/// Takes the options of a tool from a file of TOML where the command line does not have them:
///
///   index = "/srv/papers.idx"   # for each tool
///   [dssearch]                  # for this tool alone, and before what stands above
///   limit = 20
///
/// A name is that of a long option which is CLI::Option::configurable(). What the command line
/// gives of an option, or of one that excludes it, stands in the place of what the file says; so
/// does its environment variable.
class Config {
 public:
  /// Adds --config and --print-config to `app`, which must outlive it.
  Config(CLI::App& app, ConfigSources sources);

  /// Gives options what the file says, behind app.parse(). Throws Error kInvalidRequest, with the
  /// line where there is one, for a file that cannot be read, or that has what the tool has not.
  void Apply();

  bool wants_text() const { return print_; }  ///< --print-config was given.

  /// What holds after Apply(), in the form of the file; behind each value stands where it is from.
  std::string Text() const;

 private:
  CLI::App& app_;
  ConfigSources sources_;
  std::string file_;  ///< --config
  bool print_ = false;
  std::map<std::string, std::string> from_;  ///< By option: the file and the line.
};

}  // namespace dssearch::options

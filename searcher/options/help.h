#pragma once

namespace CLI {
class App;
}  // namespace CLI

namespace dssearch::options {

/// Lets the help of `app` show of each option what it takes and holds by default, and nothing of
/// how that is checked.
void FormatHelp(CLI::App& app);

}  // namespace dssearch::options

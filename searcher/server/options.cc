#include "searcher/server/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <iostream>
#include <string>
#include <thread>

#include "dssearch/searcher.h"
#include "dssearch/version.h"
#include "searcher/options/choices.h"
#include "searcher/options/completion.h"
#include "searcher/options/config.h"
#include "searcher/options/help.h"
#include "searcher/present/error_lines.h"

namespace dssearch::server {
namespace {

constexpr int kMaxThreads = 256;
constexpr double kMostSeconds = 3600;
constexpr int kMaxWaiting = 1000;

}  // namespace

std::optional<Options> ParseOptions(int argc, const char* const* argv) {
  Options options;
  options.index = DefaultIndexPath();
  options.threads = std::max(1U, std::thread::hardware_concurrency());

  CLI::App app("Serve an index that dsindex has made: a page to search with, and an API.",
               "dsserve");
  app.set_version_flag("--version", std::string("dsserve ") += Version());
  app.footer(
      "The page is at http://HOST:PORT/, the API at /api/ (see /openapi.json).\n"
      "SIGTERM and SIGINT end it when the requests that have begun are answered, after\n"
      "20 s at the latest; a second one ends it at once.");
  options::FormatHelp(app);
  app.add_option("-i,--index", options.index, "The index directory")
      ->type_name("DIR")
      ->capture_default_str();
  app.add_option("--host", options.host, "The address to listen on; 0.0.0.0 for all")
      ->type_name("HOST")
      ->capture_default_str();
  app.add_option("-p,--port", options.port, "The port; 0 for any that is free")
      ->check(CLI::Range(0, 65535).description(""))
      ->type_name("PORT")
      ->capture_default_str();
  app.add_option_function<std::string>(
         "--listen",
         [&options](const std::string& at) {
           constexpr std::string_view kUnix = "unix:";
           if (!at.starts_with(kUnix) || at.size() == kUnix.size())
             throw CLI::ValidationError("--listen", "takes unix:/path/of/a/socket");
           options.socket = at.substr(kUnix.size());
         },
         "A Unix socket to listen on, in place of host and port: unix:/run/dsserve.sock")
      ->type_name("unix:PATH");
  app.add_option_function<std::string>(
         "--base-path",
         [&options](std::string path) {
           while (path.ends_with('/')) path.pop_back();
           path.erase(0, path.find_first_not_of('/'));
           if (path.find_first_of("?#%") != std::string::npos)
             throw CLI::ValidationError("--base-path", "takes a path like /papers");
           if (!path.empty()) path.insert(0, "/");
           options.base_path = path;
         },
         "What the paths of all addresses begin with, where a proxy passes them on whole: /papers")
      ->type_name("PATH");
  app.add_option(
         "--proxy", options.proxies,
         "The address of a proxy whose X-Forwarded-For, -Proto and -Host count; repeatable. "
         "Those that come by a Unix socket count always")
      ->type_name("ADDRESS");
  app.add_option("--threads", options.threads, "Searches at the same time")
      ->check(CLI::Range(1, kMaxThreads).description(""))
      ->type_name("N")
      ->capture_default_str();
  app.add_option("--waiting", options.waiting,
                 "Requests that may wait for their turn; more are answered with 503")
      ->check(CLI::Range(0, kMaxWaiting).description(""))
      ->type_name("N")
      ->capture_default_str();
  app.add_option_function<double>(
         "--search-timeout",
         [&options](double seconds) {
           if (!std::isfinite(seconds))
             throw CLI::ValidationError("--search-timeout", "takes a number of seconds");
           options.search_timeout = std::chrono::milliseconds(std::lround(seconds * 1000));
         },
         "Seconds that a search may take; one that takes longer is answered with 503")
      ->check(CLI::Range(0.01, kMostSeconds).description(""))
      ->default_str("2")
      ->type_name("SECONDS");
  app.add_option("--allow-origin", options.allow_origin,
                 "Let pages of this origin read the API (CORS); '*' for all")
      ->type_name("ORIGIN");
  std::string log_format;
  options::AddChoice(app, "--log-format", log_format, "common|json",
                     "The line of each request, as web servers have it or as JSON");
  app.add_flag("-q,--quiet", options.quiet, "No line for each request");

  options::Config config(app, {.tool = "dsserve",
                               .file = "/etc/dssearch/dsserve.toml",
                               .variables = {{"index", "DSSEARCH_INDEX"}}});

  if (const auto words = options::WordsToComplete(argc, argv)) {
    std::cout << options::LinesOf(options::Complete(app, *words));
    return std::nullopt;
  }
  try {
    app.parse(argc, argv);
    config.Apply();
  } catch (const CLI::ParseError& e) {
    if (e.get_exit_code() != 0) throw OptionError("dsserve", e.what());
    app.exit(e);  // Prints the help or the version.
    return std::nullopt;
  }
  if (config.wants_text()) {
    std::cout << config.Text();
    return std::nullopt;
  }
  if (log_format == "json") options.log_format = LogFormat::kJson;
  return options;
}

}  // namespace dssearch::server

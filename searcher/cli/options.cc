#include "searcher/cli/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string_view>
#include <system_error>
#include <utility>

#include "dssearch/field.h"
#include "dssearch/searcher.h"
#include "dssearch/version.h"
#include "searcher/options/choices.h"
#include "searcher/options/config.h"
#include "searcher/options/help.h"
#include "searcher/present/error_lines.h"

namespace dssearch::cli {
namespace {

using options::AddChoice;

constexpr const char* kFooter = R"(The query:
  强化学习 推理             papers with both; where there is none, with any of them
  "专家 混合"               in quotes: as it stands, next to each other
  -综述   (a OR b) c        without a word; alternatives
  -translate:推理           without the translations of a word, or without this translation
  title:推理  author:"Zhihong Shao"  id:2501.12948
  domain:数学推理  date:2024-01..2024-06  lang:zh
  added:7d  changed:2026-11..   what came into the index, or changed, since; in UTC
  transf*                   words that begin so
Any text is a query: what is no operator is searched as text.

Examples:
  dssearch 强化学习 推理
  dssearch "mixture of experts" --since 2024-05 --until 2024-12
  dssearch GRPO --domain 数学推理 --sort newest
  dssearch --json "定理证明 Lean 4" | python3 -m json.tool
  dssearch --format ndjson --limit all 模型 | jq 'select(.type == "hit").id'
  dssearch --save 推理 强化学习 推理; dssearch --new

Options that stand in $XDG_CONFIG_HOME/dssearch/config.toml hold where the command line
says nothing else: man dssearch.

Exit status: 0 found, 1 nothing found, 2 an error.)";

// A word of the query may begin with '-', as -综述 and -deep do. CLI11 would take it for an option,
// so it passes CLI11 behind a character that nobody types.
constexpr char kWordSign = '\x01';

bool IsNegatedWord(std::string_view argument) {
  if (argument.size() < 2 || argument[0] != '-' || argument[1] == '-') return false;
  const std::string_view rest = argument.substr(2);
  const bool digits = rest.find_first_not_of("0123456789") == std::string_view::npos;
  switch (argument[1]) {
    case 'n':  // -n and -n3
      return !digits;
    case 'i':  // -i/tmp/index is the option, -image a word.
      return !rest.empty() && std::string_view("/.~$").find(rest.front()) == std::string_view::npos;
    case 'd':  // -d数学推理 is the option, -deep a word.
      return !rest.empty() && rest.front() != '!' &&
             static_cast<unsigned char>(rest.front()) < 0x80;
    case 'h':
      return !rest.empty();
    default:
      return true;
  }
}

// The arguments in the order in which CLI11 takes them, the last one first, with kWordSign before
// words that begin with '-'.
std::vector<std::string> MarkedArguments(const CLI::App& app, int argc, const char* const* argv) {
  std::vector<std::string> arguments;
  bool value = false;  // The argument is the value of the option before it.
  for (int i = 1; i < argc; ++i) {
    std::string argument = argv[i];
    const CLI::Option* option = app.get_option_no_throw(argument);
    const bool word = !value && option == nullptr && IsNegatedWord(argument);
    value = option != nullptr && option->get_items_expected_max() > 0;
    if (word) argument.insert(argument.begin(), kWordSign);
    arguments.push_back(std::move(argument));
  }
  std::reverse(arguments.begin(), arguments.end());
  return arguments;
}

// Whether the locale of messages, which the environment names, is a Chinese one.
bool IsLocaleChinese() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (const char* locale = std::getenv(name); locale != nullptr && *locale != '\0')
      return std::string_view(locale).starts_with("zh");
  return false;
}

// The names of all facet fields, with commas between.
std::string NamesOfFacets() {
  std::string names;
  for (const FacetField& field : FacetFields())
    names.append(names.empty() ? "" : ", ").append(field.name);
  return names;
}

constexpr std::size_t kMaxNumber = 1'000'000'000;
constexpr const char* kAll = "all";  // --limit all

// What is wrong with a value of --limit; empty where nothing is.
std::string CheckLimit(const std::string& value) {
  std::size_t number = 0;
  const char* const end = value.data() + value.size();
  const auto [rest, error] = std::from_chars(value.data(), end, number);
  const bool is_number = error == std::errc() && rest == end && number <= kMaxNumber;
  return is_number || value == kAll ? "" : "'" + value + "' is no number up to 1000000000, nor all";
}

// What was typed, where it is not yet what a request has.
struct Typed {
  std::vector<std::string> words;
  std::map<std::string_view, std::vector<std::string>> filters;  // By field.
  std::vector<std::string> facets;
  std::string limit;
  std::string sort;
  std::string match;
  std::string format;
  std::string fields;
  std::string color;
  std::string save;
  std::string saved;
  std::string fresh;
  std::string forget;
  bool json = false;
  bool no_facets = false;
  bool no_correct = false;
  bool no_translate = false;
  bool no_fold = false;
};

// Adds the options that say which papers are looked for, and in what order. A file of options says
// how to search: what for stands on the command line alone.
void AddSearchOptions(CLI::App& app, Typed& typed, Options& options) {
  SearchRequest& request = options.request;
  app.add_option("QUERY", typed.words,
                 "The words to search for; '-' reads queries from standard input, one a line: "
                 "QUERY, or NAME, a tab and QUERY; '#' begins a comment");
  app.add_option("-i,--index", options.index, "The index directory")
      ->type_name("DIR")
      ->capture_default_str();
  typed.limit = std::to_string(request.limit);
  app.add_option("-n,--limit", typed.limit,
                 "At most this many papers, up to 1000 as text or json; any number, or all, in the "
                 "other formats")
      ->check(CLI::Validator(CheckLimit, ""))
      ->type_name("N|all")
      ->capture_default_str();
  app.add_option("--offset", request.offset, "Leave out the first N papers")
      ->check(CLI::Range(std::size_t{0}, kMaxNumber).description(""))
      ->type_name("N")
      ->configurable(false)
      ->capture_default_str();
  AddChoice(app, "--sort", typed.sort, NamesOf(kSorts, "|"), "What comes first");
  AddChoice(app, "--match", typed.match, NamesOf(kMatches, "|"),
            "How many of the words: all, any, or all and else any");
  for (const FacetField& field : FacetFields()) {
    if (field.values == FacetField::Values::kDates) continue;
    const std::string name(field.name);
    app.add_option((name == "domain" ? "-d,--" : "--") + name, typed.filters[field.name],
                   std::string(field.filter))
        ->option_text(field.values == FacetField::Values::kLanguages ? "LANGUAGE" : "NAME")
        ->configurable(false)
        ->allow_extra_args(false);
  }
  app.add_option("--since", request.since, "From this date on: YYYY, YYYY-MM or YYYY-MM-DD")
      ->type_name("DATE")
      ->configurable(false);
  app.add_option("--until", request.until, "Up to this date, inclusive")
      ->type_name("DATE")
      ->configurable(false);
  app.add_option("--last", request.last,
                 "Only the last days, weeks, months or years: 90d, 2w, 6m, 1y")
      ->type_name("SPAN")
      ->configurable(false);
}

// Adds those that say what is counted, and in what form papers are shown.
void AddFormatOptions(CLI::App& app, Typed& typed, Options& options) {
  CLI::Option* facets =
      app.add_option("--facets", typed.facets,
                     "What to count, by commas: " + NamesOfFacets() +
                         "; date:year counts years, author:20 the 20 most frequent")
          ->delimiter(',')
          ->default_str("domain,date")
          ->option_text("FIELD,... [domain,date]")
          ->allow_extra_args(false);
  app.add_flag("--no-facets", typed.no_facets, "Count nothing")->excludes(facets);
  AddChoice(app, "--format", typed.format, "text|json|ndjson|" + NamesOf(kExportFormats, "|"),
            "For people; for programs, with what is said of the query; or, from tsv on, the papers "
            "alone");
  app.add_flag("--plot", options.plot,
               "Show how many papers are of each year, and of each domain, in place of the papers")
      ->configurable(false);
  app.add_flag("--json", typed.json, "The same as --format json")->configurable(false);
  AddChoice(app, "--fields", typed.fields, "brief|full",
            "Which fields hits have in json and ndjson; full are all, with the summaries");
}

// Adds those that turn off what a search does of its own accord.
void AddOptOuts(CLI::App& app, Typed& typed, SearchRequest& request) {
  app.add_flag("--no-correct", typed.no_correct, "Search for misspelt words as typed");
  app.add_flag("--no-translate", typed.no_translate,
               "Search for the words as they are, not for their translations, too");
  app.add_flag("--no-fold", typed.no_fold,
               "Show the Chinese and the English record of one paper as two");
  app.add_option("--untranslated", request.untranslated,
                 "Do not translate this term of the query, or leave this translation out; repeat")
      ->option_text("TERM")
      ->configurable(false)
      ->allow_extra_args(false);
}

// Adds those that show how a search comes to its results.
void AddInspectionOptions(CLI::App& app, Typed& typed, Options& options) {
  app.add_flag("--explain", options.request.explain,
               "Show how the query was understood and what each score is made of")
      ->configurable(false);
  app.add_option("--why-not", options.why_not, "Say which part of the query keeps this paper out")
      ->type_name("ID")
      ->configurable(false);
  app.add_option("--analyze", options.analyze, "Show what becomes of a text, without searching")
      ->type_name("TEXT")
      ->configurable(false);
  AddChoice(app, "--color", typed.color, "auto|always|never",
            "Whether to colour; NO_COLOR is honoured");
}

// Adds those that keep searches.
std::vector<CLI::Option*> AddSavedOptions(CLI::App& app, Typed& typed) {
  CLI::Option* save = app.add_option("--save", typed.save,
                                     "Keep the search with its options under NAME, in "
                                     "$XDG_CONFIG_HOME/dssearch/saved.json")
                          ->type_name("NAME");
  CLI::Option* saved =
      app.add_option("--saved", typed.saved, "List the saved searches, or search by one")
          ->expected(0, 1)
          ->option_text("[NAME]");
  CLI::Option* fresh = app.add_option("--new", typed.fresh,
                                      "The papers of saved searches that came into the index since "
                                      "this was last asked")
                           ->expected(0, 1)
                           ->option_text("[NAME]");
  CLI::Option* forget =
      app.add_option("--forget", typed.forget, "Take a saved search out")->type_name("NAME");
  std::vector<CLI::Option*> all = {save, saved, fresh, forget};
  for (CLI::Option* one : all) {
    one->configurable(false);
    for (CLI::Option* other : all)
      if (one != other) one->excludes(other);
  }
  return all;
}

// Puts what was typed into the request.
void FillRequest(const Typed& typed, Options& options) {
  SearchRequest& request = options.request;
  options.queries_from_stdin = typed.words.size() == 1 && typed.words.front() == "-";
  if (!options.queries_from_stdin) {
    for (const std::string& word : typed.words) {
      if (!request.query.empty()) request.query += ' ';
      request.query += word.starts_with(kWordSign) ? word.substr(1) : word;
    }
  }
  for (const auto& [field, values] : typed.filters)
    for (const std::string& value : values) request.filters.push_back(FilterOf(field, value));
  request.limit = typed.limit == kAll ? kNoLimit : std::stoul(typed.limit);
  request.prefer_chinese = IsLocaleChinese();
  request.translate = !typed.no_translate;
  request.correct = !typed.no_correct;
  request.fold = !typed.no_fold;
  request.sort = ValueNamed(kSorts, typed.sort).value();
  request.match = ValueNamed(kMatches, typed.match).value();
  if (!typed.facets.empty()) request.facets.assign(typed.facets.begin(), typed.facets.end());
  if (typed.no_facets) request.facets.clear();
}

// Says which of the options that AddSavedOptions() returned were typed.
void FillSaved(const std::vector<CLI::Option*>& kept, Options& options) {
  std::optional<std::string>* const wanted[] = {&options.save, &options.saved, &options.fresh,
                                                &options.forget};
  for (std::size_t i = 0; i < kept.size(); ++i)
    if (kept[i]->count() > 0)
      *wanted[i] = kept[i]->results().empty() ? std::string() : kept[i]->results().front();
  const bool any = options.save || options.saved || options.fresh || options.forget;
  if (any && (options.why_not || options.analyze || options.queries_from_stdin))
    throw Error(ErrorCode::kInvalidRequest, "a saved search is a search of its own",
                "dssearch --saved NAME, and no --why-not, --analyze or '-'");
  if (options.save && options.save->empty())
    throw Error(ErrorCode::kInvalidRequest, "--save needs a name", "dssearch --save NAME QUERY");
}

// Refuses what --plot does not go with. A file of options may name a format, which then does not
// count.
void CheckPlot(const CLI::App& app, const Typed& typed, const Options& options) {
  if (typed.json || (app.count("--format") > 0 && typed.format != "text"))
    throw Error(ErrorCode::kInvalidRequest, "--plot is for people, and has no other format",
                "--format json --facets date:year,domain has the numbers of a search");
  if (options.why_not || options.analyze)
    throw Error(ErrorCode::kInvalidRequest, "--plot is for the papers that a search finds",
                "dssearch --plot QUERY, and no --why-not or --analyze");
}

// Says in what form results are printed. Throws Error for a format that --why-not and --analyze do
// not have.
void ChooseFormat(Typed typed, Options& options) {
  if (options.plot) typed.format = "text";
  if (typed.json || typed.format == "json") options.format = Format::kJson;
  if (typed.format == "ndjson" && !typed.json) options.format = Format::kNdjson;
  if (const auto exported = ValueNamed(kExportFormats, typed.format); exported && !typed.json) {
    options.format = Format::kExport;
    options.export_format = *exported;
  }
  options.full_records = typed.fields == "full";
  const bool one_answer = options.format == Format::kText || options.format == Format::kJson;
  if (!one_answer && (options.why_not || options.analyze))
    throw Error(ErrorCode::kInvalidRequest,
                "--format " + typed.format + " is for the papers that a search finds",
                "--format text or --format json");
  if (one_answer && options.request.limit > kMaxLimit)
    throw Error(ErrorCode::kInvalidRequest,
                "--limit is at most " + std::to_string(kMaxLimit) + " as text or json",
                "--format ndjson, tsv, jsonl or ids for any number, or pages with --offset");
  if (typed.color == "always") options.color = Color::kAlways;
  if (typed.color == "never") options.color = Color::kNever;
}

}  // namespace

std::optional<Options> ParseOptions(int argc, const char* const* argv) {
  Options options;
  options.index = DefaultIndexPath();
  Typed typed;
  CLI::App app("Search paper summaries in Chinese and English that dsindex has indexed.",
               "dssearch");
  app.set_version_flag("--version", std::string("dssearch ") += Version());
  app.footer(kFooter);
  options::FormatHelp(app);
  AddSearchOptions(app, typed, options);
  AddFormatOptions(app, typed, options);
  AddOptOuts(app, typed, options.request);
  AddInspectionOptions(app, typed, options);
  const std::vector<CLI::Option*> kept = AddSavedOptions(app, typed);
  options::Config config(app, {.tool = "dssearch",
                               .file = options::UserConfigPath(),
                               .variables = {{"index", "DSSEARCH_INDEX"}, {"color", "NO_COLOR"}}});

  if (const auto words = options::WordsToComplete(argc, argv)) {
    options.completion = options::Complete(app, *words);
    config.Apply();
    return options;
  }
  try {
    app.parse(MarkedArguments(app, argc, argv));
    options.has_limit = app.count("--limit") > 0;
    options.has_sort = app.count("--sort") > 0;
    if (options.plot) CheckPlot(app, typed, options);
    config.Apply();
  } catch (const CLI::ParseError& e) {
    if (e.get_exit_code() != 0) throw OptionError("dssearch", e.what());
    app.exit(e);  // Prints the help or the version.
    return std::nullopt;
  }

  if (config.wants_text()) {
    std::cout << config.Text();
    return std::nullopt;
  }
  if (argc == 1)
    throw Error(ErrorCode::kInvalidRequest, "no query",
                "dssearch 强化学习 推理, or dssearch --help");
  FillRequest(typed, options);
  FillSaved(kept, options);
  if (options.why_not && options.queries_from_stdin)
    throw Error(ErrorCode::kInvalidRequest, "--why-not is about one query",
                "dssearch QUERY --why-not ID");
  ChooseFormat(typed, options);
  return options;
}

}  // namespace dssearch::cli

#include "indexer/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <thread>

#include "dssearch/error.h"
#include "dssearch/searcher.h"
#include "dssearch/version.h"
#include "searcher/options/choices.h"
#include "searcher/options/completion.h"
#include "searcher/options/config.h"
#include "searcher/options/help.h"
#include "searcher/present/error_lines.h"

namespace dssearch::indexer {
namespace {

constexpr unsigned kMaxJobs = 256;

constexpr const char* kExamples = R"(Examples:
  dsindex corpus/                       index a folder, or bring its index up to date
  dsindex --index papers.idx a.jsonl    index a file into another place
  dsindex arxiv.json.gz zotero.bib      index a dump of arXiv and an export of Zotero
  dsindex --map abstract=text a.csv     where the abstract is called text
  curl -s URL | dsindex -               index what comes from standard input
  dsindex --dry-run corpus/             only say what would change
  dsindex --notes notes.md              add tags and notes of your own to papers
  dsindex --remove 2501.12948           take a paper out
  dsindex --dump papers.jsonl           write all papers to a file
  dsindex --check                       look for faults in the index

Exit status: 0 all read, 1 some records rejected (see INDEX/rejects.jsonl) or
files not read, 2 failed and nothing changed, 3 another writer holds the index.)";

// What was typed, where it is not yet what Options have.
struct Typed {
  std::vector<std::string> map;
  std::string progress;
};

// Adds the options that say what is read, and how. Returns --notes, which needs nothing else.
CLI::Option* AddReadingOptions(CLI::App& app, Typed& typed, Options& options) {
  app.add_option("--learn-from", options.learn_from,
                 "Learn terms from these records, too, without indexing them")
      ->option_text("PATH")
      ->configurable(false);
  app.add_option("--lexicon-file", options.lexicon_file,
                 "Terms of your own: a line each, Chinese, a tab, English")
      ->option_text("FILE");
  CLI::Option* notes = app.add_option("--notes", options.notes_files,
                                      "Tags and notes of your own on papers, by their ids: "
                                      "Markdown with a heading '## ID' each, or JSON lines; "
                                      "alone, without reading papers; '-' for standard input; "
                                      "repeat for several")
                           ->allow_extra_args(false)
                           ->type_name("FILE");
  CLI::Option* rebuild = app.add_flag("--rebuild", options.rebuild,
                                      "Start a new index; the old one answers until it is done")
                             ->configurable(false);
  app.add_flag("--dry-run", options.dry_run, "Only say what would change")
      ->excludes(rebuild)
      ->configurable(false);
  app.add_flag("--keep-missing", options.keep_missing,
               "Keep papers that have gone from a PATH indexed before");
  app.add_option("-j,--jobs", options.jobs, "Threads that read papers; one a core by default")
      ->type_name("N")
      ->check(CLI::Range(1U, kMaxJobs).description(""));
  app.add_option("--map", typed.map,
                 "Take a field of another name: --map abstract=description; repeat")
      ->type_name("OURS=THEIRS")
      ->allow_extra_args(false);
  app.add_option("--max-rejects", options.max_rejects,
                 "Stop, with nothing changed, where more records are rejected")
      ->check(CLI::Range(0, 1'000'000'000).description(""))
      ->type_name("N");
  app.add_option("--max-removed", options.max_removed,
                 "Stop, with nothing changed, where more papers than this are missing")
      ->check(CLI::Range(0, 1'000'000'000).description(""))
      ->type_name("N");
  app.add_option("--report", options.report,
                 "Write what changes to FILE, a line of JSON each: id, where it was read; "
                 "'-' for standard output")
      ->type_name("FILE")
      ->configurable(false);
  options::AddChoice(app, "--progress", typed.progress, "auto|always|never",
                     "Whether to tell how far it is; auto does on a terminal");
  return notes;
}

// Adds those that do something else than reading.
std::vector<CLI::Option*> AddOtherTasks(CLI::App& app, Options& options) {
  CLI::Option* remove = app.add_option("--remove", options.remove,
                                       "Remove the papers with these ids; a later run that reads "
                                       "them adds them again")
                            ->type_name("ID");
  CLI::Option* upgrade = app.add_flag(
      "--upgrade", options.upgrade,
      "Bring an index that another version made to this one, from what is stored in it");
  upgrade->excludes("--dry-run");
  CLI::Option* prune = app.add_flag("--prune", options.prune,
                                    "Remove the files of earlier commits at once, which else stay "
                                    "until the next run for readers that have them open");
  CLI::Option* stats = app.add_flag("--stats", options.stats, "Say what is in the index");
  CLI::Option* check = app.add_flag("--check", options.check, "Look for faults in the index");
  CLI::Option* get =
      app.add_option("--get", options.get, "Print a paper as a JSON line")->type_name("ID");
  CLI::Option* dump = app.add_option("--dump", options.dump,
                                     "Write all papers to FILE, a line of JSON each, which can be "
                                     "indexed again; '-' for standard output")
                          ->type_name("FILE");
  return {stats, check, get, dump, remove, upgrade, prune};
}

}  // namespace

std::optional<Options> ParseOptions(int argc, const char* const* argv, int& status) {
  Options options;
  options.index = DefaultIndexPath();
  options.jobs = std::clamp(std::thread::hardware_concurrency(), 1U, kMaxJobs);
  CLI::App app("Index paper summaries in Chinese and English, to be searched with dssearch.",
               "dsindex");
  app.set_version_flag("--version", std::string("dsindex ") += Version());
  app.footer(kExamples);
  options::FormatHelp(app);
  CLI::Option* paths =
      app.add_option("PATH", options.paths,
                     "Files or folders to read: Markdown, text, JSON, CSV, BibTeX, RIS, EndNote, "
                     "each also as .gz, .bz2, .zst; '-' for standard input");
  app.add_option("-i,--index", options.index, "The index directory")
      ->type_name("DIR")
      ->capture_default_str();
  std::string lexicon;
  CLI::Option* list =
      app.add_option("--lexicon", lexicon, "List the lexicon of the index, or a TERM of it")
          ->expected(0, 1)
          ->option_text("[TERM]");
  Typed typed;
  CLI::Option* notes = AddReadingOptions(app, typed, options);
  std::vector<CLI::Option*> tasks = AddOtherTasks(app, options);
  tasks.push_back(list);
  for (CLI::Option* one : tasks) {
    one->excludes(paths)->excludes(notes)->configurable(false);
    for (CLI::Option* other : tasks)
      if (one != other) one->excludes(other);
  }
  app.add_flag("-v,--verbose", options.verbose,
               "Name each file, also those not read, and fields not taken");
  app.add_flag("-q,--quiet", options.quiet, "Only what went wrong");
  options::Config config(app, {.tool = "dsindex",
                               .file = options::UserConfigPath(),
                               .variables = {{"index", "DSSEARCH_INDEX"}}});
  if (const auto words = options::WordsToComplete(argc, argv)) {
    std::cout << options::LinesOf(options::Complete(app, *words));
    status = 0;
    return std::nullopt;
  }
  try {
    app.parse(argc, argv);
    // A rebuild without papers would have none.
    const bool notes_alone = notes->count() > 0 && !options.rebuild && options.learn_from.empty();
    config.Apply();
    if (config.wants_text()) {
      std::cout << config.Text();
      status = 0;
      return std::nullopt;
    }
    options.field_map = FieldMap(typed.map);
    if (options.paths.empty() && !notes_alone && !options.stats && !options.check &&
        options.get.empty() && options.dump.empty() && options.remove.empty() && !options.upgrade &&
        !options.prune && list->count() == 0)
      throw CLI::RequiredError("PATH");
  } catch (const CLI::ParseError& e) {
    if (e.get_exit_code() != 0) throw OptionError("dsindex", e.what());
    status = app.exit(e);
    return std::nullopt;
  }
  if (typed.progress == "always") options.progress = Progress::Mode::kAlways;
  if (typed.progress == "never") options.progress = Progress::Mode::kNever;
  if (list->count() > 0) options.lexicon = lexicon;
  return options;
}

}  // namespace dssearch::indexer

#include "searcher/eval/options.h"

#include <CLI/CLI.hpp>
#include <iostream>

#include "dssearch/version.h"
#include "searcher/options/choices.h"
#include "searcher/options/completion.h"
#include "searcher/options/help.h"
#include "searcher/present/error_lines.h"

namespace dssearch::eval {
namespace {

constexpr const char* kFooter = R"(Files:
  DOCS     anything that dsindex reads, such as JSON lines {"id", "title", "abstract"}
  QUERIES  JSON lines {"id", "text"}
  QRELS    QUERY 0 PAPER GRADE, a line a judgment
  RUN      TREC's form: QUERY Q0 PAPER RANK SCORE TAG

Example:
  dseval --docs docs.jsonl --queries queries.jsonl --qrels qrels.tsv --run new.run
  dseval --index papers.idx --queries queries.jsonl --qrels qrels.tsv --compare new.run)";

}  // namespace

std::optional<Options> ParseOptions(int argc, const char* const* argv) {
  Options options;
  std::string match;
  CLI::App app("Measure how well dssearch ranks, against judged queries.", "dseval");
  app.set_version_flag("--version", std::string("dseval ") += Version());
  app.footer(kFooter);
  options::FormatHelp(app);
  CLI::Option_group* const where = app.add_option_group("Papers", "What to search");
  where->add_option("--docs", options.docs, "Index these first, for this run only")
      ->option_text("DOCS");
  where->add_option("-i,--index", options.index, "A standing index")->option_text("DIR");
  where->require_option(1);
  app.add_option("--queries", options.queries, "The queries")->option_text("QUERIES")->required();
  app.add_option("--qrels", options.qrels, "The judgments")->option_text("QRELS")->required();
  app.add_option("--run", options.run, "Write the rankings there")->option_text("RUN");
  app.add_option("--compare", options.compare, "Name the queries that got better and worse")
      ->option_text("RUN");
  options::AddChoice(app, "--match", match, "any|all|auto",
                     "How many of a query's words: any, all, or all and else any");
  bool no_translate = false;
  app.add_flag("--no-translate", no_translate, "In the language of the query alone");
  app.add_option("--depth", options.depth, "Papers to look at a query, at most and by default 1000")
      ->check(CLI::Range(std::size_t{1}, kMaxLimit))
      ->option_text("N");
  if (const auto words = options::WordsToComplete(argc, argv)) {
    std::cout << options::LinesOf(options::Complete(app, *words));
    return std::nullopt;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    if (e.get_exit_code() != 0) throw OptionError("dseval", e.what());
    app.exit(e);  // Prints the help or the version.
    return std::nullopt;
  }
  options.translate = !no_translate;
  if (match == "all") options.match = Match::kAll;
  if (match == "auto") options.match = Match::kAuto;
  return options;
}

}  // namespace dssearch::eval

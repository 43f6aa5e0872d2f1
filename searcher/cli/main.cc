// dssearch: searches an index from the command line. It embeds the library as others can, by its
// public API.

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <stop_token>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "dssearch/analyze.h"
#include "dssearch/export.h"
#include "dssearch/searcher.h"
#include "searcher/cli/interrupt.h"
#include "searcher/cli/options.h"
#include "searcher/cli/printer.h"
#include "searcher/cli/query_lines.h"
#include "searcher/cli/saved_command.h"
#include "searcher/cli/value_completion.h"
#include "searcher/cli/yearly_plot.h"
#include "searcher/options/completion.h"
#include "searcher/present/error_lines.h"
#include "searcher/present/json.h"

namespace dssearch::cli {
namespace {

// The exit statuses that dssearch(1) promises, which are those of grep.
enum ExitStatus { kFound = 0, kNothingFound = 1, kFailed = 2 };

Style StyleOf(const Options& options) {
  Style style;
  const bool terminal = ::isatty(STDOUT_FILENO) != 0;
  const char* no_color = std::getenv("NO_COLOR");
  const bool wanted = terminal && (no_color == nullptr || *no_color == '\0');
  style.color = options.color == Color::kAlways || (options.color == Color::kAuto && wanted);
  style.links = terminal && style.color && TerminalHasLinks();
  winsize size{};
  if (terminal && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    style.columns = size.ws_col;
  // As for other tools, $COLUMNS says how wide a terminal or a pipe is.
  if (const char* columns = std::getenv("COLUMNS"); columns != nullptr) {
    const std::string_view text = columns;
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size() && number > 0)
      style.columns = number;
  }
  return style;
}

// Hands the hits that are left to `write`, some at a time, however many they are.
template <typename Write>
void ForHits(Cursor& cursor, Interrupt& interrupt, const Write& write) {
  constexpr std::size_t kWrittenAtOnce = 250;
  for (;;) {
    const std::vector<Hit> hits = interrupt.During(
        [&](const std::stop_token& stop) { return cursor.Next(kWrittenAtOnce, {.stop = stop}); });
    if (hits.empty()) return;
    write(hits);
  }
}

void WritePapers(Cursor& cursor, const Options& options, Interrupt& interrupt) {
  Exporter exporter(options.export_format, Today());
  ForHits(cursor, interrupt,
          [&](const std::vector<Hit>& hits) { std::cout << exporter.Add(hits); });
  std::cout << exporter.Finish();
}

void WriteJsonLines(Cursor& cursor, const JsonOptions& options, Interrupt& interrupt) {
  const SearchResponse summary =
      interrupt.During([&](const std::stop_token& stop) { return cursor.Summary({.stop = stop}); });
  std::cout << QueryLine(summary, options) << '\n';
  std::size_t rank = summary.request.offset;
  ForHits(cursor, interrupt, [&](const std::vector<Hit>& hits) {
    for (const Hit& hit : hits) std::cout << HitLine(hit, ++rank, summary.request, options) << '\n';
  });
}

// Says on standard error, where the papers alone are printed, that they are not what was typed.
void WarnOfOthers(const SearchResponse& summary) {
  for (const Note& note : summary.notes)
    if (note.kind == Note::Kind::kSomeWords || note.kind == Note::Kind::kFewHaveAll ||
        note.kind == Note::Kind::kCorrected)
      std::cerr << "note: " << note.text() << '\n';
}

// Analyzes a text with the lexicon of the index, or without where no index is named and the default
// one cannot be opened.
AnalyzedText AnalyzeText(const Options& options) {
  try {
    if (!options.index.empty()) return Searcher(options.index).Analyze(*options.analyze);
  } catch (const Error&) {
    if (options.index != DefaultIndexPath()) throw;
  }
  return Analyze(*options.analyze);
}

// Prints how the last word of a command line may go on.
int Complete(const Options& options) {
  options::Completion completion = *options.completion;
  try {
    AddValues(Searcher(options.index), completion);
  } catch (const Error&) {
    // A command line may be typed before there is an index.
  }
  std::cout << options::LinesOf(completion);
  return kFound;
}

// Prints the answer to a query in the form that the options ask for, and says whether a paper was
// found.
bool AnswerQuery(const Searcher& searcher, const Options& options, const NamedQuery& query,
                 Interrupt& interrupt) {
  SearchRequest request = options.request;
  request.query = query.query;
  const JsonOptions json{.full_records = options.full_records, .name = query.name};
  if (options.format == Format::kNdjson || options.format == Format::kExport) {
    if (options.format == Format::kExport) request.snippet_cells = 0;
    Cursor cursor = interrupt.During(
        [&](const std::stop_token& stop) { return searcher.Open(request, {.stop = stop}); });
    if (options.format == Format::kNdjson) {
      WriteJsonLines(cursor, json, interrupt);
    } else {
      WarnOfOthers(interrupt.During(
          [&](const std::stop_token& stop) { return cursor.Summary({.stop = stop}); }));
      WritePapers(cursor, options, interrupt);
    }
    return cursor.total() > 0;
  }
  if (options.plot) {
    const Style style = StyleOf(options);
    const YearlyCounts counts = interrupt.During([&](const std::stop_token& stop) {
      return CountByYear(searcher, request, PlotLimits(style), {.stop = stop});
    });
    PrintPlot(counts, query.name, style, std::cout);
    return counts.response.total > 0;
  }
  const SearchResponse response = interrupt.During(
      [&](const std::stop_token& stop) { return searcher.Search(request, {.stop = stop}); });
  if (options.format == Format::kJson) {
    std::cout << ToJson(response, json) << '\n';
  } else {
    Print(response, query.name, StyleOf(options), std::cout);
  }
  return response.total > 0;
}

int Answer(const Options& options) {
  const auto show = [&](const auto& answer) {
    if (options.format == Format::kJson) {
      std::cout << ToJson(answer) << '\n';
    } else {
      Print(answer, StyleOf(options), std::cout);
    }
  };
  if (options.analyze) {
    const AnalyzedText analyzed = AnalyzeText(options);
    show(analyzed);
    return analyzed.terms.empty() ? kNothingFound : kFound;
  }
  Interrupt interrupt;
  if (AsksForSaved(options)) {
    const bool found = RunSaved(
        options, [&](const Searcher& searcher, const Options& one, const NamedQuery& query) {
          return AnswerQuery(searcher, one, query, interrupt);
        });
    return found ? kFound : kNothingFound;
  }
  const Searcher searcher(options.index);
  if (options.why_not) {
    const Verdict verdict = interrupt.During([&](const std::stop_token& stop) {
      return searcher.WhyNot(options.request, *options.why_not, {.stop = stop});
    });
    show(verdict);
    return verdict.found ? kFound : kNothingFound;
  }
  const auto answer = [&](const NamedQuery& query) {
    return AnswerQuery(searcher, options, query, interrupt);
  };
  if (!options.queries_from_stdin)
    return answer({{}, options.request.query}) ? kFound : kNothingFound;
  bool found = false;
  for (bool first = true; const auto query = NextQuery(std::cin); first = false) {
    if (!first && options.format == Format::kText) std::cout << '\n';
    if (answer(*query)) found = true;
  }
  return found ? kFound : kNothingFound;
}

int Run(const Options& options) {
  const int status = Answer(options);
  if (!std::cout.flush())
    throw Error(ErrorCode::kIo, "the results cannot be written", "is the disk full?");
  return status;
}

int Fail(const std::string& message, const std::string& hint) {
  std::cerr << ErrorLines("dssearch", message, hint);
  return kFailed;
}

}  // namespace
}  // namespace dssearch::cli

int main(int argc, char** argv) {
  namespace cli = dssearch::cli;
  // A reader that closes the pipe early (head, a pager) is no error.
  std::signal(SIGPIPE, [](int) { std::_Exit(0); });
  try {
    const auto options = cli::ParseOptions(argc, argv);
    if (!options) return cli::kFound;
    if (options->completion) return cli::Complete(*options);
    if (options->index.empty() && !options->analyze)
      return cli::Fail("there is no home folder to look for the index in",
                       "name a folder with --index");
    return cli::Run(*options);
  } catch (const dssearch::Error& e) {
    const int status = cli::Fail(e.what(), e.hint());
    return e.code() == dssearch::ErrorCode::kCancelled ? cli::Interrupt::kExitStatus : status;
  } catch (const std::exception& e) {
    return cli::Fail(e.what(), "please report this");
  }
}

#include "searcher/cli/saved_command.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "dssearch/error.h"
#include "searcher/cli/table.h"
#include "searcher/saved/new_papers.h"
#include "searcher/saved/saved_searches.h"
#include "searcher/saved/seen_commits.h"
#include "searcher/saved/user_files.h"

namespace dssearch::cli {
namespace {

using saved::Check;
using saved::CountNewPapers;
using saved::CountPapers;
using saved::SavedSearch;
using saved::SavedSearches;
using saved::SeenCommits;

// A saved search as its parameters: "强化学习 推理 domain=数学推理".
std::string TextOf(const SavedSearch& search) {
  std::string text;
  for (const auto& [name, value] : search.parameters) {
    if (!text.empty()) text += ' ';
    if (name != "q") text.append(name).append("=");
    text += value;
  }
  return text;
}

// The request of a saved search, with what the command line says beside it.
SearchRequest RequestOf(const SavedSearch& search, const Options& options) {
  SearchRequest request = dssearch::RequestOf(search.parameters, options.request);
  if (!options.request.query.empty())
    request.query += (request.query.empty() ? "" : " ") + options.request.query;
  if (options.has_limit) request.limit = options.request.limit;
  if (options.has_sort) request.sort = options.request.sort;
  return request;
}

std::string Papers(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " paper" : " papers");
}

void Save(const Options& options) {
  const std::string& name = *options.save;
  SavedSearches searches(saved::SearchesPath());
  SearchRequest request = options.request;
  request.offset = 0;
  if (!options.has_limit) request.limit = SearchRequest{}.limit;
  const auto& all = searches.all();
  const auto old = std::find_if(all.begin(), all.end(),
                                [&](const SavedSearch& one) { return one.name == name; });
  SavedSearch search{name, ParametersOf(request)};
  const std::string replaced = old == all.end() || *old == search ? "" : OneLine(TextOf(*old));
  searches.Put(std::move(search));
  const Searcher searcher(options.index);
  SearchRequest count = request;
  count.limit = 0;
  count.facets.clear();
  const SearchResponse found = searcher.Search(count);
  searches.Write();
  SeenCommits seen(saved::SeenPath());
  seen.Set(options.index, name, searcher.state().commit);
  seen.Write();
  std::cout << "saved '" << name << "': " << Papers(found.total) << " so far"
            << (found.corrected ? " for " + OneLine(found.suggestion) : "")
            << "; dssearch --new shows what comes in from now on\n";
  if (!replaced.empty()) std::cout << "it was: " << replaced << '\n';
  for (const Note& note : found.notes)
    if (note.kind != Note::Kind::kCorrected && note.kind != Note::Kind::kMoreHaveSome)
      std::cout << "note: " << OneLine(note.text()) << '\n';
}

bool List(const Options& options) {
  const SavedSearches searches(saved::SearchesPath());
  const SeenCommits seen(saved::SeenPath());
  const Searcher searcher = Searcher(options.index).Pin();
  if (searches.all().empty())
    std::cerr << "no search is saved; save one: dssearch --save NAME QUERY\n";
  Table table(0);
  for (const SavedSearch& search : searches.all()) {
    Check(searcher, search);
    std::string counts = Papers(CountPapers(searcher, dssearch::RequestOf(search.parameters)));
    if (const auto count = CountNewPapers(searcher, options.index, search, seen))
      counts += ", " + std::to_string(*count) + " new";
    table.Add({OneLine(search.name), counts, OneLine(TextOf(search))});
  }
  Terminal terminal({}, std::cout);
  table.Print("", terminal);
  return !searches.all().empty();
}

bool ShowNew(const Options& options, const Answerer& answer) {
  const SavedSearches searches(saved::SearchesPath());
  SeenCommits seen(saved::SeenPath());
  const Searcher searcher = Searcher(options.index).Pin();
  const std::string now = searcher.state().commit;
  std::vector<SavedSearch> wanted = searches.all();
  if (!options.fresh->empty()) wanted = {searches.Named(*options.fresh)};
  const bool text = options.format == Format::kText;
  for (const SavedSearch& search : wanted) Check(searcher, search);
  bool found = false;
  for (const SavedSearch& search : wanted) {
    Options one = options;
    one.request = RequestOf(search, options);
    one.request.facets.clear();
    if (!options.has_sort) one.request.sort = Sort::kAdded;
    one.request.added_after = seen.Of(options.index, search.name, now);
    seen.Set(options.index, search.name, now);
    if (one.request.added_after.empty()) {
      if (text)
        std::cout << OneLine(search.name) << ": " << Papers(CountPapers(searcher, one.request))
                  << " so far; what comes in from now on is new\n";
      continue;
    }
    const std::uint64_t count = CountPapers(searcher, one.request);
    if (count == 0) continue;
    // They are new this once.
    if (!options.has_limit) one.request.limit = std::min<std::size_t>(count, kMaxLimit);
    if (text && found) std::cout << '\n';
    found = answer(searcher, one, {search.name + ", new", one.request.query}) || found;
    if (text && count > one.request.limit)
      std::cout << count - one.request.limit << " more: dssearch --saved '" << search.name
                << "' --sort added --limit " << std::min<std::size_t>(count, kMaxLimit) << '\n';
  }
  if (text && !found && ::isatty(STDOUT_FILENO) != 0)
    std::cout << "nothing new in " << wanted.size()
              << (wanted.size() == 1 ? " saved search\n" : " saved searches\n");
  if (!std::cout.flush())
    throw Error(ErrorCode::kIo, "the results cannot be written", "is the disk full?");
  seen.Write();
  return found;
}

}  // namespace

bool AsksForSaved(const Options& options) {
  return options.save || options.saved || options.fresh || options.forget;
}

bool RunSaved(const Options& options, const Answerer& answer) {
  if (options.save) {
    Save(options);
    return true;
  }
  if (options.forget) {
    SavedSearches searches(saved::SearchesPath());
    searches.Remove(*options.forget);
    searches.Write();
    return true;
  }
  if (options.fresh) return ShowNew(options, answer);
  if (options.saved->empty()) return List(options);
  const SavedSearches searches(saved::SearchesPath());
  const SavedSearch& search = searches.Named(*options.saved);
  const Searcher searcher(options.index);
  Check(searcher, search);
  Options one = options;
  one.request = RequestOf(search, options);
  return answer(searcher, one, {{}, one.request.query});
}

}  // namespace dssearch::cli

// Plain Xapian's side of run.sh, in one thread: TermGenerator, QueryParser, Enquire and
// ValueCountMatchSpy as Xapian's own documentation shows them.
//
//   xapian_search index PAPERS.tsv INDEX    prints how long it took
//   xapian_search search INDEX QUERIES      prints for each way to search:
//                                           any|all top|total|facets MEAN MEDIAN P99 (ms) FOUND
//                                           (mean)
//   xapian_search phrases INDEX QUERIES     the same, each query as a phrase: phrase total ...

#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

constexpr Xapian::valueno kCategorySlot = 0;
constexpr Xapian::valueno kYearSlot = 1;
constexpr Xapian::doccount kHits = 10;
// Without exact totals Xapian looks at this many matches at least, which is its default.
constexpr Xapian::doccount kNoTotal = 0;

double MillisecondsSince(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

void Index(const char* papers, const char* index) {
  const Clock::time_point start = Clock::now();
  Xapian::WritableDatabase database(index, Xapian::DB_CREATE_OR_OVERWRITE);
  Xapian::TermGenerator generator;
  generator.set_stemmer(Xapian::Stem("en"));
  std::ifstream in(papers);
  std::size_t count = 0;
  for (std::string line; std::getline(in, line); ++count) {
    std::vector<std::string> fields;
    std::istringstream columns(line);
    for (std::string field; std::getline(columns, field, '\t');) fields.push_back(field);
    fields.resize(5);
    Xapian::Document document;
    generator.set_document(document);
    generator.index_text(fields[1]);
    generator.increase_termpos();
    generator.index_text(fields[2]);
    document.set_data(fields[1] + '\n' + fields[2]);
    // One value a document is all that a match spy counts.
    document.add_value(kCategorySlot, fields[3].substr(0, fields[3].find('|')));
    document.add_value(kYearSlot, fields[4].substr(0, 4));
    database.add_document(document);
  }
  database.commit();
  std::printf("%zu papers in %.1f s\n", count, MillisecondsSince(start) / 1000);
}

enum class Extent { kTop, kTotal, kFacets };

class Searcher {
 public:
  explicit Searcher(const char* index) : database_(index) {
    parser_.set_stemmer(Xapian::Stem("en"));
    parser_.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
    parser_.set_database(database_);
  }

  // How many papers there are; without a total, roughly.
  Xapian::doccount Search(const std::string& text, Xapian::Query::op op, Extent extent) {
    parser_.set_default_op(op);
    const bool is_phrase = op == Xapian::Query::OP_PHRASE;
    const Xapian::Query query =
        is_phrase ? parser_.parse_query('"' + text + '"', Xapian::QueryParser::FLAG_PHRASE)
                  : parser_.parse_query(text, 0);
    Xapian::Enquire enquire(database_);
    enquire.set_query(query);
    Xapian::ValueCountMatchSpy categories(kCategorySlot);
    Xapian::ValueCountMatchSpy years(kYearSlot);
    if (extent == Extent::kFacets) {
      enquire.add_matchspy(&categories);
      enquire.add_matchspy(&years);
    }
    const Xapian::MSet found =
        enquire.get_mset(0, kHits, extent == Extent::kTop ? kNoTotal : database_.get_doccount());
    for (auto it = found.begin(); it != found.end(); ++it)
      read_ += it.get_document().get_data().size();
    for (auto it = categories.top_values_begin(kHits); it != categories.top_values_end(kHits); ++it)
      read_ += it.get_termfreq();
    return found.get_matches_estimated();
  }

  std::size_t read() const { return read_; }

 private:
  Xapian::Database database_;
  Xapian::QueryParser parser_;
  std::size_t read_ = 0;  // Depends on what was fetched, so that it must be.
};

void Measure(Searcher& searcher, const std::vector<std::string>& queries, const char* words,
             Xapian::Query::op op, const char* name, Extent extent) {
  // Once before it is timed: what is read from disk is then in memory.
  for (const std::string& query : queries) searcher.Search(query, op, extent);
  std::vector<double> times;
  std::size_t found = 0;
  for (const std::string& query : queries) {
    const Clock::time_point start = Clock::now();
    found += searcher.Search(query, op, extent);
    times.push_back(MillisecondsSince(start));
  }
  double sum = 0;
  for (const double time : times) sum += time;
  std::sort(times.begin(), times.end());
  std::printf("%s %s %.3f %.3f %.3f %zu\n", words, name, sum / static_cast<double>(times.size()),
              times[times.size() / 2], times[times.size() * 99 / 100], found / times.size());
}

void Search(const char* index, const char* file, bool phrases) {
  Searcher searcher(index);
  std::vector<std::string> queries;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) queries.push_back(line);
  if (phrases) {
    Measure(searcher, queries, "phrase", Xapian::Query::OP_PHRASE, "total", Extent::kTotal);
    return;
  }
  for (const auto& [words, op] :
       {std::pair{"any", Xapian::Query::OP_OR}, std::pair{"all", Xapian::Query::OP_AND}})
    for (const auto& [name, extent] :
         {std::pair{"top", Extent::kTop}, std::pair{"total", Extent::kTotal},
          std::pair{"facets", Extent::kFacets}})
      Measure(searcher, queries, words, op, name, extent);
  if (searcher.read() == 0) std::cerr << "xapian_search: nothing was found\n";
}

}  // namespace

int main(int argc, char** argv) try {
  const std::string_view command = argc == 4 ? argv[1] : "";
  if (command == "index") {
    Index(argv[2], argv[3]);
  } else if (command == "search" || command == "phrases") {
    Search(argv[2], argv[3], command == "phrases");
  } else {
    std::cerr << "usage: xapian_search index PAPERS.tsv INDEX | search|phrases INDEX QUERIES\n";
    return 2;
  }
  return 0;
} catch (const Xapian::Error& e) {
  std::cerr << "xapian_search: " << e.get_description() << '\n';
  return 1;
}

#include "searcher/index/local/local_reader.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include "searcher/format/deletions.h"
#include "searcher/format/identifier.h"
#include "searcher/format/open_database.h"
#include "searcher/format/record.h"
#include "searcher/format/stem_forms.h"
#include "searcher/index/local/executor.h"
#include "searcher/index/local/local_paper_cursor.h"
#include "searcher/index/local/local_term_cursor.h"
#include "searcher/index/local/match/matcher.h"
#include "searcher/index/local/posting_list.h"
#include "searcher/index/local/rank/explanation.h"
#include "searcher/index/local/record_pairs.h"
#include "searcher/index/local/segment_postings.h"
#include "searcher/text/code_points.h"

namespace dssearch {

LocalReader::LocalReader(std::string index, const std::string& commit) : index_(std::move(index)) {
  Open(commit);
}

LocalReader::LocalReader(std::vector<Xapian::Database> segments) {
  snapshot_ = std::make_shared<Snapshot>("");
  lexicon_ = segments.front();
  for (Xapian::Database& database : segments) {
    SegmentReader segment;
    std::ostringstream columns;
    format::WriteColumns(database, columns);
    segment.columns = std::make_shared<format::Columns>(std::move(columns).str());
    std::ostringstream postings;
    format::WritePostings(database, postings);
    segment.postings = std::make_shared<format::Postings>(std::move(postings).str());
    std::ostringstream values;
    format::WriteStoredValues(database, values);
    segment.values = std::make_shared<format::StoredValues>(std::move(values).str());
    // Unlike those of a segment, documents may have been deleted from such a database.
    std::vector<Xapian::docid> deleted;
    auto it = database.postlist_begin("");
    for (Xapian::docid doc = 1; doc <= database.get_lastdocid(); ++doc) {
      if (it != database.postlist_end("") && *it == doc)
        ++it;
      else
        deleted.push_back(doc);
    }
    segment.database = std::move(database);
    Add(std::move(segment), deleted);
  }
}

ReaderPool::Open LocalReader::Opener(const std::string& index) {
  return
      [index](const std::string& commit) { return std::make_unique<LocalReader>(index, commit); };
}

void LocalReader::Add(SegmentReader segment, const std::vector<Xapian::docid>& deleted) {
  unpackers_.emplace_back(segment.database.get_metadata(format::kDictionaryKey));
  if (!segments_.empty()) segment.base = segments_.back().end;
  segment.last = segment.database.get_lastdocid();
  // Its documents have the docids from 1 on.
  segment.end =
      (segment.base + segment.last) / kSegmentAlignment * kSegmentAlignment + kSegmentAlignment;
  state_.doc_count += segment.last - static_cast<Xapian::doccount>(deleted.size());
  last_doc_ = segment.base + segment.last;
  if (!deleted.empty()) {
    auto docs = std::make_shared<DocBitSet>(segment.last);
    for (const Xapian::docid doc : deleted) docs->Add(doc);
    segment.deleted = std::move(docs);
  }
  segments_.push_back(std::move(segment));
}

void LocalReader::Open(const std::string& commit) {
  if (commit.empty()) {
    format::ReadCurrent(index_, [&] {
      const std::string identity = format::CommitIdentity(index_);
      OpenCommit(format::ReadCommit(index_, text::Analyzer::Id()));
      state_.identity = identity;
    });
    return;
  }
  const auto read = [&] { return format::ReadCommitNamed(index_, commit, text::Analyzer::Id()); };
  try {
    OpenCommit(read());
  } catch (const Error&) {
    read();  // It may have been removed meanwhile.
    throw;
  }
  state_.identity = commit;
}

void LocalReader::OpenCommit(const format::Commit& commit) {
  segments_.clear();
  unpackers_.clear();
  last_doc_ = 0;
  state_ = {
      .commit = commit.name(), .file_bytes = format::BytesOf(commit), .published = commit.time};
  for (const format::CommitSegment& one : commit.segments) {
    const std::string folder = index_ + '/' + one.name + '/';
    SegmentReader segment;
    segment.database = format::OpenDatabase(index_, one.name, one.files);
    segment.columns = format::Columns::Map(index_, one.name);
    segment.postings = format::Postings::Map(folder + format::kPostingsFile);
    segment.values = format::StoredValues::Map(index_, one.name);
    Add(std::move(segment), format::ReadDeletions(index_, one));
  }
  lexicon_ = format::OpenDatabase(index_, commit.lexicon, commit.lexicon_files);
}

bool LocalReader::IsCurrent() const { return identity() == format::CommitIdentity(index_); }

void LocalReader::Reopen() { Open({}); }

TermStats LocalReader::StatsOf(const std::string& term) const {
  return PostingsOf(term, *this)->stats();
}

std::unique_ptr<TermCursor> LocalReader::Terms(const std::string& prefix) const {
  return std::make_unique<LocalTermCursor>(prefix, *this);
}

std::vector<std::string> LocalReader::FormsOf(std::string_view stem_term) const {
  std::vector<std::string> all;
  for (const SegmentReader& segment : segments_)
    for (std::string& form : format::FormsOf(stem_term, segment.database))
      if (std::find(all.begin(), all.end(), form) == all.end()) all.push_back(std::move(form));
  return all;
}

std::string LocalReader::MetadataOf(const std::string& key) const {
  return lexicon_.get_metadata(key);
}

std::vector<NamePair> LocalReader::NamesInBothLanguages() const {
  const auto authors_of = [this](Xapian::docid doc) {
    std::vector<std::string> authors;
    format::ForEachValue(ValueOf(doc, format::kAuthorField), [&](std::string_view author) {
      authors.push_back(analyzer().Fold(author));
    });
    return authors;
  };
  std::vector<NamePair> names;
  for (const RecordPair& pair : RecordPairsOf(*this)->all()) {
    std::vector<std::string> zh = authors_of(pair.zh);
    std::vector<std::string> en = authors_of(pair.en);
    if (zh.size() != en.size() || !std::all_of(zh.begin(), zh.end(), text::IsAllUnspaced) ||
        std::any_of(en.begin(), en.end(), text::HasUnspaced))
      continue;
    for (std::size_t i = 0; i < zh.size(); ++i)
      names.emplace_back(std::move(zh[i]), std::move(en[i]));
  }
  return names;
}

Xapian::doccount LocalReader::DocFreq(const QueryNode& query, Precision precision) const {
  return CountDocs(query, precision, *this);
}

double LocalReader::BestSum(const std::vector<WeightedQuery>& queries,
                            const QueryNode& among) const {
  const DocBitSet docs = DocsMatching(among, *this, nullptr, Positions::kApproximation);
  std::vector<double> sums(last_doc_ + 1);  // By docid.
  double best = 0;
  for (const WeightedQuery& one : queries)
    DocsMatching(*one.query, *this, &docs, Positions::kApproximation)
        .ForEach([&](Xapian::docid doc) { best = std::max(best, sums[doc] += one.weight); });
  return best;
}

Executed LocalReader::Execute(const Execution& execution) const {
  return dssearch::Execute(execution, *this);
}

std::unique_ptr<PaperCursor> LocalReader::Rank(const QueryNode& query,
                                               std::shared_ptr<const Matches> matches, Sort sort,
                                               std::size_t offset, std::size_t limit) const {
  auto local = std::static_pointer_cast<const LocalMatches>(std::move(matches));
  return std::make_unique<LocalPaperCursor>(query, std::move(local), sort, offset, limit, *this);
}

bool LocalReader::Has(const Matches& matches, const std::string& id) const {
  const std::optional<Xapian::docid> doc = FirstWith(format::IdTerm(id), *this);
  return doc && static_cast<const LocalMatches&>(matches).docs().Has(*doc);
}

std::vector<std::vector<Evidence>> LocalReader::Explain(const QueryNode& query,
                                                        const std::vector<std::string>& ids) const {
  std::vector<Xapian::docid> docs;
  for (const std::string& id : ids)
    if (const std::optional<Xapian::docid> doc = FirstWith(format::IdTerm(id), *this))
      docs.push_back(*doc);
  return dssearch::Explain(*this, query, docs);
}

std::vector<Paper> LocalReader::Some(const QueryNode& query, std::size_t count) const {
  std::vector<Paper> papers;
  if (count == 1 && query.kind == QueryNode::Kind::kTerm) {  // Found without looking at others.
    if (const std::optional<Xapian::docid> doc = FirstWith(query.term, *this))
      papers.push_back(Read(*doc));
    return papers;
  }
  DocsMatching(query, *this).ForEach([&](Xapian::docid doc) {
    if (papers.size() < count) papers.push_back(Read(doc));
  });
  return papers;
}

std::optional<StoredPaper> LocalReader::Find(std::string_view id) const {
  const std::optional<Xapian::docid> doc = DocOf(id);
  if (!doc) return std::nullopt;
  return ReadStored(*doc, true);
}

std::optional<Xapian::docid> LocalReader::DocOf(std::string_view id) const {
  for (const std::string& term : {format::IdTerm(id), format::IdentifierTerm(id)})
    if (const std::optional<Xapian::docid> found = FirstWith(term, *this)) return found;
  return std::nullopt;
}

std::size_t LocalReader::SegmentOf(Xapian::docid doc) const {
  std::size_t i = segments_.size() - 1;
  while (doc <= segments_[i].base) --i;
  return i;
}

std::string_view LocalReader::ValueOf(Xapian::docid doc, const format::Field& field) const {
  const SegmentReader& segment = segments_[SegmentOf(doc)];
  return segment.columns->Of(SlotOf(field)).TextOf(doc - segment.base);
}

format::Run LocalReader::RunOf(Xapian::docid doc, const format::Field& field) const {
  return format::DecodeRun(ValueOf(doc, field));
}

std::string_view LocalReader::PositionsOf(Xapian::docid doc) const {
  const SegmentReader& segment = segments_[SegmentOf(doc)];
  return segment.values->Of(format::kForwardPositionsSlot, doc - segment.base);
}

Paper LocalReader::Read(Xapian::docid doc) const {
  CheckBudget();
  const std::size_t i = SegmentOf(doc);
  const SegmentReader& segment = segments_[i];
  return format::DecodeRecord(
      unpackers_[i].Unpack(segment.values->Of(format::kRecordSlot, doc - segment.base)));
}

StoredPaper LocalReader::ReadStored(Xapian::docid doc, bool fold) const {
  StoredPaper stored{.paper = Read(doc),
                     .added = RunOf(doc, format::kAddedField),
                     .changed = RunOf(doc, format::kChangedField)};
  if (const RecordPair* pair = fold ? RecordPairsOf(*this)->Find(doc) : nullptr) {
    Paper other = Read(pair->In(doc == pair->en));
    stored.other = OtherRecord{std::move(other.id), std::move(other.title)};
  }
  return stored;
}

}  // namespace dssearch

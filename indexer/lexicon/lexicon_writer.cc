#include "indexer/lexicon/lexicon_writer.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "indexer/lexicon/lexicon_merge.h"
#include "indexer/lexicon/stray_pairs.h"

namespace dssearch::indexer {
namespace {

using format::LexiconEntry;
using format::Translation;

bool IsFromUser(const Translation& translation) {
  return translation.origin == format::Origin::kUser;
}

// Whether an entry that was given, or is stored, is the user's: these have no other translations.
bool IsUserEntry(const LexiconEntry& entry) { return IsFromUser(entry.translations.front()); }

void Append(std::vector<LexiconEntry> more, std::vector<LexiconEntry>& entries) {
  std::move(more.begin(), more.end(), std::back_inserter(entries));
}

// Entries that begin with the same token stand under the same key of the metadata.
void WriteMerged(std::vector<LexiconEntry> entries, Xapian::WritableDatabase& database) {
  std::vector<LexiconEntry> of_key;
  std::string key;
  const auto write = [&] {
    if (!of_key.empty()) database.set_metadata(key, format::EncodeEntries(of_key));
    of_key.clear();
  };
  for (LexiconEntry& entry : MergeEntries(std::move(entries))) {
    const std::string its_key = format::LexiconKey(entry.key);
    if (its_key != key) write();
    key = its_key;
    of_key.push_back(std::move(entry));
  }
  write();
}

}  // namespace

void LexiconWriter::AddTerms(std::vector<LexiconEntry> entries) {
  Append(std::move(entries), given_);
}

void LexiconWriter::SetUserTerms(std::vector<LexiconEntry> entries) {
  has_user_terms_ = true;
  AddTerms(std::move(entries));
}

void LexiconWriter::Learn(const Paper& paper) { learner_.Add(paper); }

void LexiconWriter::StartMerging() {
  learnt_ = std::async(std::launch::async, [this] { return learner_.Finish(); });
}

void LexiconWriter::Write(std::vector<LexiconEntry> user_terms,
                          Xapian::WritableDatabase& database) {
  std::vector<LexiconEntry> all = std::exchange(given_, {});
  Append(learnt_.get(), all);
  if (!std::exchange(has_user_terms_, false)) Append(std::move(user_terms), all);
  DropStrayPairs(all);
  WriteMerged(std::move(all), database);
}

void LexiconWriter::Update(Xapian::WritableDatabase& database) {
  std::vector<LexiconEntry> all = std::exchange(given_, {});
  if (!std::exchange(has_user_terms_, false)) return;
  std::erase_if(all, [](const LexiconEntry& entry) { return !IsUserEntry(entry); });
  for (LexiconEntry& entry : format::ReadLexicon(database)) {
    database.set_metadata(format::LexiconKey(entry.key), {});
    std::erase_if(entry.translations, IsFromUser);
    if (!entry.translations.empty()) all.push_back(std::move(entry));
  }
  WriteMerged(std::move(all), database);
}

std::vector<LexiconEntry> ReadUserTerms(const Xapian::Database& database) {
  std::vector<LexiconEntry> entries = format::ReadLexicon(database);
  std::erase_if(entries, [](const LexiconEntry& entry) { return !IsUserEntry(entry); });
  return entries;
}

}  // namespace dssearch::indexer

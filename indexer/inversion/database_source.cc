#include "indexer/inversion/database_source.h"

#include <string>
#include <utility>

#include "searcher/format/record.h"
#include "searcher/format/record_codec.h"
#include "searcher/format/schema.h"
#include "searcher/text/collation.h"

namespace dssearch::indexer {
namespace {

class DatabaseSource : public MergeSource {
 public:
  DatabaseSource(Xapian::Database database, std::shared_ptr<const format::Columns> columns,
                 std::shared_ptr<const format::StoredValues> values)
      : database_(std::move(database)),
        columns_(std::move(columns)),
        values_(std::move(values)),
        size_(database_.get_lastdocid()) {}

  Xapian::docid size() const override { return size_; }

  void AppendLengths(std::vector<Xapian::termcount>& lengths) override {
    const format::Columns::Column column = columns_->Of(format::Columns::kLengths);
    for (Xapian::docid document = 1; document <= size_; ++document)
      lengths.push_back(column[document]);
  }

  void ForEachValue(unsigned slot, const ValueVisitor& visit) override {
    if (slot == format::kTitleOrderSlot && title_keys_.empty()) MakeTitleKeys();
    const format::Columns::Column column = columns_->Of(slot);
    if (column.size() == 0 && !format::IsStored(slot)) return;
    for (Xapian::docid document = 1; document <= size_; ++document) {
      const std::string_view value = slot == format::kTitleOrderSlot ? title_keys_[document - 1]
                                     : format::IsStored(slot)        ? values_->Of(slot, document)
                                                                     : column.TextOf(document);
      if (!value.empty()) visit(document, value);
    }
  }

  bool NextTerm() override {
    if (is_first_) {
      terms_ = database_.allterms_begin();
      is_first_ = false;
    } else {
      ++terms_;
    }
    if (terms_ == database_.allterms_end()) return false;
    term_ = *terms_;
    return true;
  }

  std::string_view term() const override { return term_; }

  void AppendPostings(Xapian::docid base, std::vector<Xapian::docid>& documents,
                      std::vector<Xapian::termcount>& wdfs) override {
    const auto end = database_.postlist_end(term_);
    for (auto it = database_.postlist_begin(term_); it != end; ++it) {
      documents.push_back(base + *it);
      wdfs.push_back(it.get_wdf());
    }
  }

 private:
  void MakeTitleKeys() {
    format::RecordUnpacker unpacker(database_.get_metadata(format::kDictionaryKey));
    const text::Collation collation;
    for (Xapian::docid document = 1; document <= size_; ++document) {
      const std::string title =
          format::DecodeRecord(unpacker.Unpack(values_->Of(format::kRecordSlot, document))).title;
      title_keys_.push_back(title.empty() ? title : collation.SortKey(title));
    }
  }

  Xapian::Database database_;
  std::shared_ptr<const format::Columns> columns_;
  std::shared_ptr<const format::StoredValues> values_;
  Xapian::docid size_;
  std::vector<std::string> title_keys_;  ///< Once they were asked for.
  bool is_first_ = true;
  Xapian::TermIterator terms_;
  std::string term_;
};

}  // namespace

std::unique_ptr<MergeSource> OpenDatabaseSource(
    const Xapian::Database& database, std::shared_ptr<const format::Columns> columns,
    std::shared_ptr<const format::StoredValues> values) {
  return std::make_unique<DatabaseSource>(database, std::move(columns), std::move(values));
}

}  // namespace dssearch::indexer

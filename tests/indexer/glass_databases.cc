#include "tests/indexer/glass_databases.h"

#include <gtest/gtest.h>

#include <sstream>
#include <utility>

#include "tests/testing/index.h"

namespace dssearch::testing {
namespace {

// All that Xapian tells of a database.
std::string Contents(const Xapian::Database& database) {
  std::ostringstream out;
  out << database.get_doccount() << " documents, last " << database.get_lastdocid() << ", lengths "
      << database.get_doclength_lower_bound() << " to " << database.get_doclength_upper_bound()
      << ", average " << database.get_avlength() << ", total " << database.get_total_length()
      << '\n';
  for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it)
    out << "length " << *it << ' ' << it.get_doclength() << ' ' << database.get_doclength(*it)
        << '\n';
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    out << "term " << *term << ' ' << term.get_termfreq() << ' '
        << database.get_collection_freq(*term) << ' ' << database.get_wdf_upper_bound(*term) << ':';
    for (auto it = database.postlist_begin(*term); it != database.postlist_end(*term); ++it)
      out << ' ' << *it << '/' << it.get_wdf();
    out << '\n';
  }
  for (Xapian::valueno slot = 0; slot < 130; ++slot) {
    if (database.get_value_freq(slot) == 0) continue;
    out << "slot " << slot << ' ' << database.get_value_freq(slot) << " ["
        << database.get_value_lower_bound(slot) << "] to [" << database.get_value_upper_bound(slot)
        << "]:";
    for (auto it = database.valuestream_begin(slot); it != database.valuestream_end(slot); ++it)
      out << ' ' << it.get_docid() << " [" << *it << ']';
    out << '\n';
  }
  for (auto key = database.metadata_keys_begin(); key != database.metadata_keys_end(); ++key)
    out << "metadata " << *key << " [" << database.get_metadata(*key) << "]\n";
  return std::move(out).str();
}

}  // namespace

Xapian::Database XapianDatabase(const std::string& path, const std::vector<TestDocument>& documents,
                                const Metadata& metadata) {
  Xapian::WritableDatabase database(
      path, Xapian::DB_CREATE | Xapian::DB_NO_SYNC | Xapian::DB_NO_TERMLIST);
  for (const TestDocument& one : documents) {
    Xapian::Document document;
    for (const auto& [term, wdf] : one.terms) document.add_term(term, wdf);
    for (const auto& [slot, value] : one.values) document.add_value(slot, value);
    database.add_document(document);
  }
  for (const auto& [key, value] : metadata) database.set_metadata(key, value);
  database.commit();
  return Xapian::Database(path);
}

std::string Difference(const Xapian::Database& a, const Xapian::Database& b) {
  std::istringstream of_a(Contents(a));
  std::istringstream of_b(Contents(b));
  for (;;) {
    std::string line_of_a;
    std::string line_of_b;
    const bool more_of_a = static_cast<bool>(std::getline(of_a, line_of_a));
    const bool more_of_b = static_cast<bool>(std::getline(of_b, line_of_b));
    if (!more_of_a && !more_of_b) return {};
    if (line_of_a != line_of_b) return line_of_a + "\nand\n" + line_of_b;
  }
}

void ExpectSound(const std::string& path) {
  std::ostringstream problems;
  EXPECT_EQ(Xapian::Database::check(path, 0, &problems), 0U) << problems.str();
  const Xapian::Database database(path);
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    std::vector<Xapian::docid> all(database.postlist_begin(*term), database.postlist_end(*term));
    for (std::size_t step : {7U, 1000U}) {
      auto it = database.postlist_begin(*term);
      for (std::size_t i = 0; i < all.size(); i += step) {
        it.skip_to(all[i]);
        ASSERT_NE(it, database.postlist_end(*term)) << *term;
        ASSERT_EQ(*it, all[i]) << *term;
      }
      it.skip_to(all.back() + 1);
      ASSERT_EQ(it, database.postlist_end(*term)) << *term;
    }
  }
  const TemporaryFolder folder;
  const std::string compacted = folder / "compacted";
  Xapian::Database(path).compact(compacted);
  EXPECT_EQ(Difference(Xapian::Database(compacted), database), "");
}

}  // namespace dssearch::testing

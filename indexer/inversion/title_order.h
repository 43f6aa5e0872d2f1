#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace dssearch::indexer {

/// The order of the documents of a segment by title, then by id; untitled ones come last. Texts are
/// not copied. Not thread-safe.
class TitleOrder {
 public:
  /// For documents from 1 on, so many of them.
  explicit TitleOrder(std::size_t documents) : documents_(documents) {}

  void SetId(Xapian::docid document, std::string_view id) { documents_[document - 1].id = id; }

  /// Sets the sort key of a title (text::Collation), which is not empty.
  void SetTitle(Xapian::docid document, std::string_view key);

  /// The place of each document in the order, from 1 on, by docid from 0 on.
  std::vector<std::uint32_t> Places() const;

 private:
  struct Document {
    std::uint64_t head = ~std::uint64_t{0};  ///< The first bytes of the key; untitled, the last.
    std::string_view key = {};
    std::string_view id = {};
  };

  std::vector<Document> documents_;
};

}  // namespace dssearch::indexer

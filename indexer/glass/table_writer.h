#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace dssearch::indexer::glass {

/// The bytes of a block of a table.
inline constexpr std::size_t kBlockBytes = 8192;

/// The revision of everything that is written.
inline constexpr std::uint32_t kRevision = 1;

/// Where a table begins, for the version file beside it.
struct TableRoot {
  std::uint32_t block = 0;    ///< The number of the root's block.
  unsigned level = 0;         ///< The levels below it; 0 where it is a leaf.
  std::uint64_t entries = 0;  ///< The keys.
  std::uint32_t blocks = 0;   ///< The blocks of the file,
  std::uint64_t hash = 0;     ///< and a hash of them.
};

/// Writes the B-tree of a table in one pass: full leaves from ascending keys, one after the other,
/// and the branches above them at the end. What is known only at the end but comes first by its
/// keys is written last, as leaves of their own: the front.
///
/// Not thread-safe. Members throw Error kIo, and Xapian::InvalidArgumentError for a key of more
/// than 255 bytes.
class TableWriter {
 public:
  /// Makes a file.
  explicit TableWriter(std::filesystem::path path);
  TableWriter(const TableWriter&) = delete;
  TableWriter& operator=(const TableWriter&) = delete;

  /// Adds an entry. Keys ascend and are not empty; a tag may have any size up to 100 MB.
  void Add(std::string_view key, std::string_view tag);

  /// Keys of later entries come before all keys so far, and ascend again. To be called once, at any
  /// time.
  void BeginFront();

  /// Writes what is left. Requires BeginFront().
  TableRoot Finish();

 private:
  /// A block as its parent has it: with what divides it from the block before.
  struct Child {
    std::string key;  ///< The shortest that is higher than all keys of the block before.
    std::uint16_t component = 0;
    std::uint32_t block = 0;
  };

  /// A block that is being filled: the directory grows from its begin, items from its end.
  class Block {
   public:
    explicit Block(unsigned level) : level_(level) {}
    bool empty() const { return directory_end_ == kDirectoryBegin; }
    std::size_t Room() const;                 ///< For one more item.
    unsigned char* Append(std::size_t size);  ///< Makes room for an item.
    void Seal();                              ///< Writes the head.
    std::string_view bytes() const;

   private:
    static constexpr std::size_t kDirectoryBegin = 11;

    unsigned level_;
    std::size_t directory_end_ = kDirectoryBegin;
    std::size_t items_begin_ = kBlockBytes;
    std::array<unsigned char, kBlockBytes> bytes_{};
  };

  void AppendItem(std::string_view key, unsigned component, std::string_view part, bool last);
  void BeginLeaf(std::string_view key, unsigned component);
  void WriteLeaf();
  std::uint32_t Write(Block& block);
  std::vector<Child> WriteBranches(std::vector<Child> children, unsigned level);

  std::filesystem::path path_;
  std::ofstream file_;
  TableRoot root_;
  Block leaf_{0};
  std::string last_key_;         ///< That of the last item.
  bool leaf_is_begun_ = false;   ///< Whether `children_` has the current leaf.
  bool is_first_ = true;         ///< Whether no key was added to the current part.
  std::vector<Child> children_;  ///< The leaves of the current part.
  std::vector<Child> behind_;    ///< The leaves that come behind the front.
};

}  // namespace dssearch::indexer::glass

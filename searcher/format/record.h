#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dssearch/paper.h"
#include "searcher/format/schema.h"

namespace dssearch::format {

/// The bytes of a paper as they are stored in a document's data: a field a
/// time, as tag byte, length (7 bits a byte, low first) and text. Empty fields
/// are left out, unknown tags are skipped, so fields can be added.
std::string EncodeRecord(const Paper& paper);

/// Inverse of EncodeRecord. Throws Error kIndexCorrupt for other bytes.
Paper DecodeRecord(std::string_view bytes);

/// A hash of a record, 8 bytes, to tell whether it changed.
std::string ContentHash(std::string_view record);

/// ContentHash, and 8 bytes that tell the source: a paper that has moved is
/// written anew, so that it is found below its new folder.
std::string SourcedHash(std::string_view record, std::string_view source);

/// The term of a whole value of a field, folded where the field is. Xapian's
/// terms hold 245 bytes: of a longer value the beginning and a hash.
std::string ValueTerm(const Field& field, std::string_view value);

/// A hash of an id.
std::uint64_t IdHash(std::string_view id);

/// The term that finds a paper by its id.
std::string IdTerm(std::string_view id);

/// The term of a file or folder that a paper was read from or lies below.
std::string SourceTerm(std::string_view path);

/// 16 hexadecimal digits.
std::string Hex(std::uint64_t number);

/// A hash of a text in hexadecimal, for terms that stand for long text.
std::string HexHash(std::string_view text);

}  // namespace dssearch::format

#pragma once

#include <string>
#include <string_view>

#include "dssearch/paper.h"

namespace dssearch::format {

/// The bytes of a paper as they are stored in a document's data: a field a
/// time, as tag byte, length (7 bits a byte, low first) and text. Empty fields
/// are left out, unknown tags are skipped, so fields can be added.
std::string EncodeRecord(const Paper& paper);

/// Inverse of EncodeRecord. Throws Error kIndexCorrupt for other bytes.
Paper DecodeRecord(std::string_view bytes);

/// A hash of a record, 8 bytes, to tell whether it changed.
std::string ContentHash(std::string_view record);

/// The term that finds a paper by its id.
std::string IdTerm(std::string_view id);

/// A hash of a text in hexadecimal, for terms that stand for long text.
std::string HexHash(std::string_view text);

}  // namespace dssearch::format

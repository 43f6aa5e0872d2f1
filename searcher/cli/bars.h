#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace dssearch::cli {

/// A bar of `cells` cells where `count` is `highest`, and of so much less where it is less; a count
/// above 0 has one cell at least.
std::string BarOf(std::uint64_t count, std::uint64_t highest, std::size_t cells);

/// A column a count, of a cell each, up to the highest of them; 0 is a blank.
std::string ColumnsOf(const std::vector<std::uint64_t>& counts);

}  // namespace dssearch::cli

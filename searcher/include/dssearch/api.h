#pragma once

/// Marks what the shared library exports; all else in it is hidden. DSSEARCH_SHARED is defined by
/// the target dssearch::searcher and by dssearch.pc where the library is shared.
#ifdef DSSEARCH_SHARED
#define DSSEARCH_API __attribute__((visibility("default")))
#else
#define DSSEARCH_API
#endif

include(CMakeFindDependencyMacro)
find_dependency(dssearch 0.1 COMPONENTS searcher)
include("${CMAKE_CURRENT_LIST_DIR}/papers.cmake")

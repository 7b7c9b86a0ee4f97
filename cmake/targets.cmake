# The two shapes of target in this project: a folder's library and a folder's tests.

# -Wrestrict is wrong about std::string's operator+ in g++ 12 with optimisation (GCC bug 105651); clang's -Wconversion is wider than g++'s.
set(VARTA_WARNINGS -Wall -Wextra -Wconversion -Wshadow -Werror
  $<IF:$<CXX_COMPILER_ID:GNU>,-Wno-restrict,-Wno-sign-conversion>)

# Both in sanitizer builds only; in the others each file compiles alone.
# varta_precompile(target header...): heavy headers once a target.
function(varta_precompile target)
  if(VARTA_SANITIZE)
    target_precompile_headers(${target} PRIVATE ${ARGN})
  endif()
endfunction()

# varta_batch(target): six files a compiler run, so that gRPC, JSON and gmock are read and their templates compiled once for all six.
# Names in anonymous namespaces then meet: two files of the target must not give one name to two things.
function(varta_batch target)
  if(VARTA_SANITIZE)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 6)
  endif()
endfunction()

# varta_library(folder [BATCH] USES ... PRIVATE ...): all sources of the folder as one library.
# USES: our own libraries and whatever our headers show. PRIVATE: third-party libraries that stay inside.
# Every header compiles alone (target all_verify_interface_header_sets): one whose .cc includes it first, which
# tests/layering.cmake checks, has done so there; the others, and all of a batch, get a file of their own.
function(varta_library folder)
  cmake_parse_arguments(ARG "BATCH" "" "USES;PRIVATE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS *.cc)
  file(GLOB headers CONFIGURE_DEPENDS *.h)
  add_library(varta_${folder} STATIC ${sources})
  if(ARG_BATCH)
    varta_batch(varta_${folder})
  endif()
  if(NOT ARG_BATCH OR NOT VARTA_SANITIZE)
    string(REGEX REPLACE "\\.cc(;|$)" ".h\\1" proved "${sources}")
    list(REMOVE_ITEM headers ${proved})
  endif()
  target_include_directories(varta_${folder} PUBLIC ${PROJECT_SOURCE_DIR})
  target_sources(varta_${folder} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${headers})
  set_target_properties(varta_${folder} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  target_compile_options(varta_${folder} PRIVATE ${VARTA_WARNINGS})
  target_link_libraries(varta_${folder} PUBLIC ${ARG_USES} PRIVATE ${ARG_PRIVATE})
endfunction()

# varta_test(folder [BATCH] USES ...): tests/<folder>/*.cc as one program, each test known to ctest by name.
function(varta_test folder)
  cmake_parse_arguments(ARG "BATCH" "" "USES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS *.cc)
  if(NOT sources)
    return()
  endif()
  add_executable(${folder}_test ${sources})
  target_compile_options(${folder}_test PRIVATE ${VARTA_WARNINGS})
  target_link_libraries(${folder}_test PRIVATE ${ARG_USES} varta_test_support GTest::gmock GTest::gtest_main)
  if(ARG_BATCH)
    varta_batch(${folder}_test)
  else()
    varta_precompile(${folder}_test <gmock/gmock.h> <gtest/gtest.h>)
  endif()
  gtest_discover_tests(${folder}_test WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} DISCOVERY_TIMEOUT 60
                       PROPERTIES TIMEOUT 900 LABELS ${folder})
endfunction()

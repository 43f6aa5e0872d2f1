# Asks for one COMPONENT of the package.
find_package(dssearch REQUIRED COMPONENTS ${COMPONENT})

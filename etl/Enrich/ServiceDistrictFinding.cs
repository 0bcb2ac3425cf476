namespace PersonEtl.Etl.Enrich;

/// <summary>Something that Oslo's table of service districts does not do as it should; the night says so and goes on.</summary>
/// <param name="Code">A stable code for it.</param>
/// <param name="Meaning">What it is, to be read after a number of units.</param>
/// <param name="Units">The units it is about: numbers as integers, in order. Codes of places, nobody's data.</param>
internal sealed record ServiceDistrictFinding(string Code, string Meaning, IReadOnlyList<int> Units);

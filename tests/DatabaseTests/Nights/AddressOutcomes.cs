using PersonEtl.Etl.World;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>The outcomes of all address versions of a night, compared with the world's answers.</summary>
internal static class AddressOutcomes
{
    /// <summary>
    /// Joins every answer to its row: versions are numbered in FREG's order among what the table shows, so rows of another grading don't count.
    /// Asserts that exactly the rows that should be there are.
    /// </summary>
    public static async Task<IReadOnlyList<AddressOutcome>> CompareAsync(Night night, string answers)
    {
        var persons = (await night.RowsAsync("select identification_number, person_id::text from mart.person")).ToDictionary(r => (string)r[0]!, r => (string)r[1]!, StringComparer.Ordinal);
        var shown = await ReadAsync(night, "mart");
        var kept = await ReadAsync(night, "protected");
        var outcomes = new List<AddressOutcome>();
        var counters = new Dictionary<(string Person, string Kind, bool Shown), int>();
        await foreach (var answer in Answers.ReadAsync(answers))
        {
            Assert.NotEqual("StrictlyConfidential", answer.Grading);
            var (person, isShown) = (persons[answer.Number], answer.Grading == "Unclassified" && answer.Kind != "shared");
            var version = counters[(person, answer.Kind, isShown)] = counters.GetValueOrDefault((person, answer.Kind, isShown)) + 1;
            Assert.True((isShown ? shown : kept).Remove((person, answer.Kind, version), out var row), $"An address version is missing: {answer.Kind}, version {version}, {answer.Grading}.");
            Assert.Equal(answer.Grading, row![3]);
            outcomes.Add(new(answer, (string?)row[4], (string?)row[5], (string?)row[6], (string?)row[7], (string?)row[8], (string?)row[9], (string?)row[10]));
        }
        Assert.Empty(shown);
        Assert.Empty(kept);
        return outcomes;
    }

    private static async Task<Dictionary<(string Person, string Kind, int Version), IReadOnlyList<object?>>> ReadAsync(Night night, string schema)
    {
        var grading = schema == "mart" ? "'Unclassified'" : "a.address_confidentiality";
        var rows = await night.RowsAsync($"""
            select a.person_id::text, a.kind, a.version_number, {grading},
                a.full_basic_statistical_unit_number, a.unit_today, a.geographical_urban_district_code, a.urban_district_code, a.basic_statistical_unit_name, a.match_rule, a.match_reason
            from {schema}.person_address a
            """);
        return rows.ToDictionary(r => ((string)r[0]!, (string)r[1]!, (int)r[2]!));
    }
}

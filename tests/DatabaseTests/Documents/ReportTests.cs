using System.Globalization;
using PersonEtl.Etl.Reports;

namespace PersonEtl.DatabaseTests.Documents;

/// <summary>Every report on a synthetic Norway, against a count of the same rows in C#.</summary>
public sealed class ReportTests(PublishedWorld world) : IClassFixture<PublishedWorld>
{
    private const int Fewest = 5;
    private static readonly DateOnly Served = new(2026, 11, 23);

    public static TheoryData<string> Names => [.. Report.All.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_report_answers_and_shows_no_fewer_than_five(string name)
    {
        var answer = await AskAsync(name);
        // this world has no stale codes; the hand-made night has
        if (name == "stale_and_future_codes") return;
        Assert.NotEmpty(answer.Rows);
        var counts = answer.Columns.Index().Where(c => c.Item.IsNumber && c.Item.Name is not ("year" or "percent")).Select(c => c.Index).ToList();
        Assert.All(answer.Rows, row => Assert.All(counts, i => Assert.True(row[i] is null || int.Parse(row[i]!, CultureInfo.InvariantCulture) >= Fewest)));
        Assert.Equal(answer.Rows.Count, answer.Rows.DistinctBy(r => string.Join('|', r.Where((_, i) => !counts.Contains(i)))).Count());
        // a world where nothing is held back would prove nothing
        if (counts.Count > 0) Assert.Contains(answer.Rows, row => counts.Any(i => row[i] is null));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_day_asked_for_changes_the_answer_of_reports_that_take_one(string name)
    {
        if (!Report.Find(name)!.TakesAsOf) return;
        var served = Lines(await AskAsync(name));
        Assert.Equal(served, Lines(await AskAsync(name, Served)));
        Assert.NotEqual(served, Lines(await AskAsync(name, new(2024, 1, 1))));
    }

    [Fact]
    public async Task Residents_by_urban_district()
    {
        var persons = await RowsAsync("select residential_municipality_number, residential_municipality_name, residential_geographical_urban_district_name, residential_urban_district_name, birth_date, gender from mart.person where status = 'Resident' and identification_number_type <> 'DNumber'");
        Assert.Contains(persons, p => p[0] is null);
        Assert.Contains(persons, p => p[2] is not null && !Equals(p[2], p[3]));
        Assert.Contains(persons, p => p[4] is null);
        var cells = persons.GroupBy(p => (p[0] ?? "not stated", p[1] ?? "not stated", District(p, 2), District(p, 3), AgeGroup(p[4], [6, 16, 20, 40, 67, 80]), p[5] ?? "not stated"));
        Assert.Equal(Sorted(cells.Select(c => Line(c.Key.Item1, c.Key.Item2, c.Key.Item3, c.Key.Item4, c.Key.Item5, c.Key.Item6, Shown(c.Count())))), Sorted(Lines(await AskAsync("population_by_urban_district"))));

        static object District(object?[] person, int column) => person[column] ?? (person[0] is null ? "not stated" : "none");
    }

    [Theory]
    [InlineData("2026-11-23")]
    [InlineData("2027-07-01")]
    public async Task Digital_reachability(string day)
    {
        var asOf = DateOnly.Parse(day, CultureInfo.InvariantCulture);
        var persons = await RowsAsync("select residential_municipality_number_today, residential_municipality_name_today, birth_date, contact_state, reservation, email_usable_until, phone_usable_until, residential_municipality_number from mart.person where status = 'Resident'");
        // 2100 of Svalbard has no municipality of today
        var cells = persons.GroupBy(p => (p[0] ?? p[7] ?? "not stated", p[1] ?? "not stated", AgeGroup(p[2], [18, 40, 67, 80], asOf)));
        Assert.Equal(
            Sorted(cells.Select(c => Line(c.Key.Item1, c.Key.Item2, c.Key.Item3, Shown(c.Count(p => State(p) == 1)), Shown(c.Count(p => State(p) == 2)), Shown(c.Count(p => State(p) == 3)), Shown(c.Count(p => State(p) == 4))))),
            Sorted(Lines(await AskAsync("digital_reachability", asOf))));

        int State(object?[] p)
        {
            if (p[3] is not "Active") return 4;
            if (p[4] is "Yes") return 3;
            DateOnly?[] until = [p[5] as DateOnly?, p[6] as DateOnly?];
            return until.Any(u => u > asOf) ? 1 : until.Any(u => u is not null) ? 2 : 4;
        }
    }

    [Fact]
    public async Task Ages_of_contact_points()
    {
        var persons = await RowsAsync("""
            select (c.email_last_updated at time zone 'Europe/Oslo')::date, (c.email_last_verified at time zone 'Europe/Oslo')::date, (c.phone_number_last_updated at time zone 'Europe/Oslo')::date, (c.phone_number_last_verified at time zone 'Europe/Oslo')::date, c.contact_state
            from mart.person p left join mart.person_contact c using (person_id) where p.status = 'Resident'
            """);
        var cells = persons.GroupBy(p => (Confirmed(p, 0), Confirmed(p, 2)));
        Assert.Equal(Sorted(cells.Select(c => Line(c.Key.Item1, c.Key.Item2, Shown(c.Count())))), Sorted(Lines(await AskAsync("contact_point_ages"))));

        static string Confirmed(object?[] p, int column)
        {
            if (p[4] is not "Active" || new[] { p[column], p[column + 1] }.OfType<DateOnly>().DefaultIfEmpty().Max() is not { Year: > 1 } last) return "not stated";
            var months = ((Served.Year - last.Year) * 12) + Served.Month - last.Month - (Served.Day < last.Day ? 1 : 0);
            return months < 6 ? "0-5 months" : months < 12 ? "6-11 months" : months < 18 ? "12-17 months" : months < 36 ? "18-35 months" : "36+ months";
        }
    }

    [Fact]
    public async Task Present_addresses_elsewhere()
    {
        var persons = await RowsAsync("""
            select identification_number_type, residential_municipality_number, residential_municipality_number_today, present_municipality_number, present_municipality_number_today, coalesce(present_municipality_name_today, present_municipality_name),
                present_full_basic_statistical_unit_number, present_match_reason, status
            from mart.person where present_form is not null
            """);
        var cells = persons
            .Where(p => p[0] is "DNumber" || (p[8] is "Resident" && !Equals(p[4] ?? p[3], p[2] ?? p[1])))
            .GroupBy(p => (p[0] is "DNumber" ? "d-number" : p[1] is null ? "residence not stated" : "resident elsewhere", p[4] ?? p[3] ?? "not stated", p[5] ?? "not stated"))
            .SelectMany(there => there.GroupBy(p => p[6] is not null ? "unit found" : p[7] ?? "no reason").Select(c => Line(there.Key.Item1, there.Key.Item2, there.Key.Item3, c.Key, Shown(c.Count()), Share(c.Count(), there.GroupBy(p => p[6] is not null ? "unit found" : p[7] ?? "no reason").Select(o => o.Count())))));
        Assert.Equal(Sorted(cells), Sorted(Lines(await AskAsync("present_addresses_elsewhere"))));
    }

    [Fact]
    public async Task Match_rates()
    {
        string[] never = ["foreign", "unknown-residence", "address-unknown", "svalbard"];
        var addresses = await RowsAsync("select kind, coalesce(municipality_number_today, municipality_number), coalesce(municipality_name_today, municipality_name), full_basic_statistical_unit_number, match_rule, match_reason from mart.person_address where is_valid");
        var cells = addresses.Where(a => !never.Contains(a[5]))
            .GroupBy(a => (a[0], a[1] ?? "not stated", a[2] ?? "not stated"))
            .SelectMany(there => there.GroupBy(Outcome).Select(c => Line(there.Key.Item1, there.Key.Item2, there.Key.Item3, c.Key.Item1, c.Key.Item2, Shown(c.Count()), Share(c.Count(), there.GroupBy(Outcome).Select(o => o.Count())))));
        var lines = Lines(await AskAsync("match_rates"));
        Assert.Equal(Sorted(cells), Sorted(lines));
        Assert.Contains(lines, l => !l.EndsWith("|-", StringComparison.Ordinal));

        static (string, object) Outcome(object?[] a) => a[3] is not null ? ("yes", a[4]!) : ("no", a[5] ?? "no reason");
    }

    private static string Share(int count, IEnumerable<int> outcomes)
    {
        var all = outcomes.ToList();
        return all.Min() < Fewest || all.Sum() < 10 ? "-" : Math.Round(100m * count / all.Sum(), 1, MidpointRounding.AwayFromZero).ToString("0.0", CultureInfo.InvariantCulture);
    }

    private static string Shown(int count) => count < Fewest ? "-" : count.ToString(CultureInfo.InvariantCulture);

    private static string AgeGroup(object? born, int[] from, DateOnly? asOf = null)
    {
        if (born is not DateOnly date) return "not stated";
        var day = asOf ?? Served;
        var age = day.Year - date.Year - ((day.Month, day.Day).CompareTo((date.Month, date.Day)) < 0 ? 1 : 0);
        var last = from.LastOrDefault(f => f <= age);
        return last == from[^1] ? $"{last}+" : $"{last}-{from.First(f => f > age) - 1}";
    }

    private static string Line(params object?[] values) => string.Join('|', values);

    private static IReadOnlyList<string> Lines(ReportAnswer answer) => [.. answer.Rows.Select(r => string.Join('|', r.Select(v => v ?? "-")))];

    private static string[] Sorted(IEnumerable<string> lines) => [.. lines.Order(StringComparer.Ordinal)];

    private async Task<ReportAnswer> AskAsync(string name, DateOnly? asOf = null)
        => (await ReportReading.AskAsync(world.DataSource, Report.Find(name)!, asOf, CancellationToken.None))!;

    private async Task<IReadOnlyList<object?[]>> RowsAsync(string sql)
    {
        await using var command = world.DataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object?[]>();
        while (await reader.ReadAsync()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetDataTypeName(i) == "date" ? reader.GetFieldValue<DateOnly>(i) : reader.GetValue(i))]);
        return rows;
    }
}

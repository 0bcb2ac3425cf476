using PersonEtl.Etl.World;
using PersonEtl.Etl.World.Places;
using Xunit.Abstractions;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>The nights around a reform, in one mart: the evening before, the day with half of FREG rewritten and an old Matrikkelen, and the week after.</summary>
public sealed class ReformTests(ITestOutputHelper output)
{
    private const int Persons = 4000;

    /// <summary>Versions of addresses, each with the one before it.</summary>
    private const string Versions = "mart.person_address later join mart.person_address earlier on (earlier.person_id, earlier.kind, earlier.version_number) = (later.person_id, later.kind, later.version_number + 1)";

    /// <summary>By which rule an address was found the evening before, and why it is not on the day.</summary>
    private static readonly (string?, string?)[] Losses =
    [
        // what stands beside the id doesn't outlive a reform, so that nothing bears it out
        ("address-id", "id-conflict"),
        // the row waits for its new number, and its key for Matrikkelen's next file
        ("street-key", "municipality-lag"), ("cadastral-key", "municipality-lag"),
        // the row has the new number of a municipality that was merged or split; in the file its cadastral number still stands under the old one
        ("cadastral-key", "no-such-address"), ("cadastral-key", "unit-unspecified"),
    ];

    [Theory]
    [InlineData(2020, "30,34,38,42,46,54", "5012,1850")]
    [InlineData(2024, "31,32,33,39,40,55,56", "1507")]
    public async Task The_nights_around_a_reform_give_no_wrong_answer_stop_for_nothing_and_lose_nothing(int year, string counties, string split)
    {
        await using var night = await Night.BeginAsync();
        var day = new DateOnly(year, 1, 1);

        var before = await RunAsync(night, new(day, ReformStage.Before));
        var persons = await PersonsAsync(night);
        Assert.Empty(await night.RowsAsync($"select 1 from mart.person_address where is_valid and code_state <> 'current' and municipality_number not like '2%' and kind <> 'shared'"));
        Assert.Empty(await CountiesAsync(night, counties));

        var half = await RunAsync(night, new(day, ReformStage.Half));
        Assert.Equal(persons, await PersonsAsync(night));
        Assert.Equal(["latest|ended"], await night.LinesAsync("select distinct code_resolution, code_state from mart.person_address where is_valid and code_state = 'ended'"));
        Assert.NotEmpty(await night.RowsAsync("select 1 from mart.person_address where is_valid and code_state = 'ended'"));
        // where a lagging place lies today is told, of a split one by the address id or the unit
        Assert.Empty(await night.RowsAsync("select 1 from mart.person_address where is_valid and code_state = 'ended' and kind = 'residential' and full_basic_statistical_unit_number is not null and municipality_number_today is null"));
        Assert.All(split.Split(','), code => Assert.True(night.ScalarAsync<long>($"select count(*) from mart.person_address where municipality_number = '{code}' and municipality_number_today is not null").Result > 0));
        Assert.Equal(counties.Split(',').Order(), (await CountiesAsync(night, counties)).Order());

        // a rewritten row begins on the day that its former one began: that one yields the whole time to it
        var rewritten = $"where later.is_valid and later.reason = 'Kommuneregulering' and later.registered_at >= '{day:yyyy-MM-dd}' and later.valid_from = earlier.valid_from";
        Assert.NotEmpty(await night.RowsAsync($"select 1 from {Versions} {rewritten}"));
        Assert.Empty(await night.RowsAsync($"select 1 from {Versions} {rewritten} and (earlier.is_valid or earlier.ends_on is distinct from earlier.valid_from_date or later.ends_on is not null)"));

        var after = await RunAsync(night, new(day, ReformStage.After));
        Assert.Equal(persons, await PersonsAsync(night));
        Assert.Empty(await night.RowsAsync("select 1 from mart.person_address where is_valid and kind = 'residential' and form in ('street', 'cadastral') and code_state <> 'current'"));
        Assert.Equal(counties.Split(',').Order(), (await CountiesAsync(night, counties)).Order());

        var found = Current(before, o => o.IsFound);
        Assert.Empty(found.Keys.Except(Current(after, o => o.IsFound).Keys));
        // in the hours between, a row that only Matrikkelen tells of may have today's unit in the place of its own, or a reason that says why not
        var onTheDay = Current(half, _ => true);
        var lost = found.Keys.Where(key => onTheDay[key] is { IsFound: false, IsFoundToday: false }).ToList();
        Assert.True(lost.Count < found.Count / 100, $"{lost.Count} of {found.Count} current addresses have no unit on the day of the reform.");
        Assert.All(lost, key => Assert.Contains((found[key].Rule, onTheDay[key].Reason), Losses));
    }

    /// <summary>Writes the stage and runs its night, which no check stops; every answer is right, and history tells of reforms without overlap.</summary>
    private async Task<IReadOnlyList<AddressOutcome>> RunAsync(Night night, Reform reform)
    {
        var world = await new WorldBuilder(new WorldOptions(Persons, 5, reform.AsOf) { Reform = reform }).WriteAsync(night.Folders.Data, progress: null, CancellationToken.None);
        await night.RunAsync();
        var outcomes = await AddressOutcomes.CompareAsync(night, world.AnswersPath);
        var faults = outcomes.SelectMany(o => o.Faults().Select(fault => $"{fault}: {o.Place}")).CountBy(f => f, StringComparer.Ordinal).OrderByDescending(g => g.Value).Select(g => $"{g.Value} times {g.Key}").ToList();
        Assert.True(faults.Count == 0, $"{reform}:\n{string.Join('\n', faults)}");
        Assert.Empty(await night.RowsAsync("""
            select 1 from mart.person_address a join mart.person_address b using (person_id, kind)
            where a.version_number <> b.version_number and a.valid_from_date < b.ends_on and b.valid_from_date < coalesce(a.ends_on, 'infinity') and b.ends_on > b.valid_from_date and coalesce(a.ends_on, 'infinity') > a.valid_from_date
            """));
        await MustBeNamedAsync(night, reform);
        foreach (var line in await night.LinesAsync("""
            select kind, count(*), count(*) filter (where code_state = 'ended') as lagging, count(*) filter (where code_state = 'ended' and municipality_number_today is not null) as resolved,
                count(full_basic_statistical_unit_number) as with_unit, count(unit_today) as unit_today, count(*) filter (where match_reason = 'municipality-lag') as lag, count(*) filter (where match_reason = 'id-conflict') as conflict
            from mart.person_address where is_valid group by kind order by kind
            """)) output.WriteLine($"{reform.Day:yyyy} {reform.Stage}: kind|current|lagging|resolved|with unit|unit today|municipality-lag|id-conflict {line}");
        return outcomes;
    }

    /// <summary>Every current address has the name its number has or last had, and beside it the name of today.</summary>
    private static async Task MustBeNamedAsync(Night night, Reform reform)
    {
        var asOf = reform.Stage == ReformStage.Before ? reform.DayBefore : reform.Day;
        foreach (var row in await night.RowsAsync("select distinct municipality_number, municipality_name, municipality_number_today, municipality_name_today from mart.person_address where is_valid and municipality_number not like '2%'"))
        {
            var (number, today) = ((string)row[0]!, (string?)row[2]);
            Assert.Equal(MunicipalityFacts.NameOn(number, asOf) ?? MunicipalityFacts.Codes.Where(c => c.Code == number && c.From <= asOf).MaxBy(c => c.From)!.Name, row[1]);
            Assert.Equal(today is null ? null : MunicipalityFacts.NameOn(today, asOf), row[3]);
        }
    }

    private static Task<IReadOnlyList<string>> PersonsAsync(Night night) => night.LinesAsync("select identification_number, person_id from mart.person order by 1");

    /// <summary>Which of the counties current addresses lie in.</summary>
    private static Task<IReadOnlyList<string>> CountiesAsync(Night night, string counties)
        => night.LinesAsync($"select distinct county_number from mart.person_address where is_valid and county_number in ('{counties.Replace(",", "','", StringComparison.Ordinal)}') and county_name is not null");

    /// <summary>The current addresses of a sort by whose they are, which tells nobody; not shared ones, copies that no reform rewrites.</summary>
    private static Dictionary<string, AddressOutcome> Current(IEnumerable<AddressOutcome> outcomes, Func<AddressOutcome, bool> isMeant)
        => outcomes.Where(o => o.Answer is { Current: true, Kind: not "shared" } && isMeant(o)).ToDictionary(o => $"{o.Answer.Number.GetHashCode(StringComparison.Ordinal)} {o.Answer.Kind}", StringComparer.Ordinal);
}

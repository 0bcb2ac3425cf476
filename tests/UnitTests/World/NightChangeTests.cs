using System.Text.Json.Nodes;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.World;
using PersonEtl.Etl.World.Nights;
using PersonEtl.UnitTests.Sources;
using PersonEtl.UnitTests.Sources.Freg;

namespace PersonEtl.UnitTests.World;

public sealed class NightChangeTests
{
    private static readonly WorldOptions Small = new(300, 6, WorldOptions.DefaultAsOf) { Parallelism = 2 };

    [Theory]
    [InlineData(nameof(NightChange.MoveWithin), "bostedsadresse")]
    [InlineData(nameof(NightChange.MoveBetween), "bostedsadresse")]
    [InlineData(nameof(NightChange.CorrectAddress), "bostedsadresse")]
    [InlineData(nameof(NightChange.Rename), "navn")]
    [InlineData(nameof(NightChange.Marital), "sivilstand")]
    [InlineData(nameof(NightChange.Citizenship), "statsborgerskap")]
    [InlineData(nameof(NightChange.ClientAddress), "bostedsadresse")]
    public async Task A_change_changes_one_part_and_makes_one_current_row(string change, string part)
    {
        foreach (var (before, after) in await Changed(Enum.Parse<NightChange>(change)))
        {
            Assert.Equal([part], before.Union(after).Select(p => p.Key).Distinct().Where(p => !JsonNode.DeepEquals(before[p], after[p])));
            Assert.Single(Current(after, part));
        }
    }

    [Fact]
    public async Task A_corrected_address_keeps_the_day_of_moving()
    {
        foreach (var (before, after) in await Changed(NightChange.CorrectAddress))
        {
            var (was, now) = (Assert.Single(Current(before, "bostedsadresse")), Assert.Single(Current(after, "bostedsadresse")));
            Assert.Equal((string?)was["flyttedato"], (string?)now["flyttedato"]);
            Assert.False(JsonNode.DeepEquals(was["vegadresse"], now["vegadresse"]) && JsonNode.DeepEquals(was["matrikkeladresse"], now["matrikkeladresse"]));
        }
    }

    [Fact]
    public async Task A_move_stays_in_the_municipality_or_leaves_it()
    {
        foreach (var (before, after) in (await Changed(NightChange.MoveWithin)).Where(c => Municipality(c.Before) is not null)) Assert.Equal(Municipality(before), Municipality(after));
        foreach (var (before, after) in await Changed(NightChange.MoveBetween)) Assert.NotEqual(Municipality(before), Municipality(after));
    }

    [Fact]
    public async Task The_dead_and_the_emigrated_live_nowhere()
    {
        foreach (var (_, after) in await Changed(NightChange.Die))
        {
            Assert.Equal("doed", (string?)Assert.Single(Current(after, "status"))["status"]);
            Assert.NotNull(after["doedsfall"]!["doedsdato"]);
            Assert.Empty(Current(after, "bostedsadresse"));
        }
        foreach (var (_, after) in await Changed(NightChange.Emigrate))
        {
            Assert.Equal("utflyttet", (string?)Assert.Single(Current(after, "status"))["status"]);
            Assert.Empty(Current(after, "bostedsadresse"));
        }
    }

    [Fact]
    public async Task A_protected_person_has_graded_current_addresses_or_none()
    {
        foreach (var (_, after) in await Changed(NightChange.Grade))
        {
            Assert.Equal("fortrolig", (string?)Assert.Single(Current(after, "adressebeskyttelse"))["graderingsnivaa"]);
            Assert.All(Current(after, "bostedsadresse").Concat(Current(after, "oppholdsadresse")), r => Assert.Equal("fortrolig", (string?)r["adressegradering"]));
        }
        foreach (var (_, after) in await Changed(NightChange.GradeStrictly))
        {
            Assert.Equal("strengtFortrolig", (string?)Assert.Single(Current(after, "adressebeskyttelse"))["graderingsnivaa"]);
            Assert.All(["bostedsadresse", "oppholdsadresse", "deltBosted"], part => Assert.Null(after[part]));
        }
    }

    [Fact]
    public async Task A_grading_that_goes_leaves_an_open_current_address()
    {
        using var folder = new TemporaryFolder();
        var options = new StoryOptions(0.05) { Weights = new Dictionary<NightChange, int> { [NightChange.GradeStrictly] = 1, [NightChange.Grade] = 1, [NightChange.Ungrade] = 2 } };
        var nights = new WorldNights(Small, options);
        var ungraded = 0;
        for (var night = 1; night <= 3; night++)
        {
            var lines = LivedRegister.Lines((await nights.DeliverAsync(new(folder.Below("nights")), night, CancellationToken.None))[0]);
            foreach (var (life, line) in nights.Work(night).Documents.Zip(lines).Where(p => p.First.Events.Any(e => e.Night == night && e.Change == NightChange.Ungrade)))
            {
                var person = LivedRegister.Person(line);
                Assert.Equal(life.Number, LivedRegister.Key(line));
                Assert.Null(person["adressebeskyttelse"]);
                Assert.Equal("ugradert", (string?)Assert.Single(Current(person, "bostedsadresse"))["adressegradering"]);
                ungraded++;
            }
        }
        Assert.True(ungraded > 5);
    }

    [Fact]
    public async Task A_new_number_is_the_one_in_use_and_the_former_is_discontinued()
    {
        using var folder = new TemporaryFolder();
        var first = await First(folder);
        var seen = new HashSet<string>(first.Documents.Values.SelectMany(LivedRegister.Numbers));
        foreach (var line in await Night(folder, NightChange.NumberChange))
        {
            var numbers = LivedRegister.Person(line)["identifikasjonsnummer"]!.AsArray();
            Assert.Equal(LivedRegister.Key(line), (string?)numbers[0]!["foedselsEllerDNummer"]);
            Assert.True((bool)numbers[0]!["erGjeldende"]! && (string?)numbers[0]!["status"] == "iBruk");
            Assert.DoesNotContain(LivedRegister.Key(line), seen);
            Assert.Contains((string)numbers[1]!["foedselsEllerDNummer"]!, first.Documents.Keys);
            Assert.All(numbers.Skip(1), n => Assert.True(!(bool)n!["erGjeldende"]! && (string?)n["status"] == "opphoert"));
        }
    }

    [Fact]
    public async Task A_survivor_lists_the_numbers_of_the_duplicate_until_they_are_given_back()
    {
        using var folder = new TemporaryFolder();
        var register = await First(folder);
        var before = register.Documents;
        var options = new StoryOptions(0.05) { Weights = new Dictionary<NightChange, int> { [NightChange.Merge] = 1, [NightChange.Split] = 1 } };
        var nights = new WorldNights(Small, options);
        var (merged, split, silent) = (0, 0, 0);
        for (var night = 1; night <= 4; night++)
        {
            register.Take(await nights.DeliverAsync(new(folder.Below("nights")), night, CancellationToken.None));
            foreach (var (life, happened) in nights.Work(night).Documents.SelectMany(d => d.Events.Where(e => e.Night == night).Select(e => (d, e))))
            {
                var numbers = register.Documents.TryGetValue(life.Number, out var document) ? LivedRegister.Numbers(document) : [];
                if (happened.Change == NightChange.Merge)
                {
                    merged++;
                    Assert.Superset(happened.Numbers.ToHashSet(), numbers.ToHashSet());
                    Assert.DoesNotContain(happened.Numbers[0], register.Documents.Keys);
                }
                if (happened.Change == NightChange.Split)
                {
                    split++;
                    Assert.DoesNotContain(happened.Numbers[0], numbers);
                    Assert.Contains(happened.Numbers[0], register.Documents.Keys);
                }
            }
            silent += nights.Work(night).Documents.Count(d => d.Events.Any(e => e.Night == night && e.Change == NightChange.MergedAway));
        }
        Assert.True(merged > 5 && split > 2 && silent > 0 && silent < merged);
        // one that came back is as it was
        Assert.Contains(nights.Work(2).Documents.Concat(nights.Work(3).Documents), d => d.Events[^1].Change == NightChange.Return && JsonNode.DeepEquals(JsonNode.Parse(before[d.Number]), JsonNode.Parse(register.Documents[d.Number])));
    }

    [Fact]
    public async Task An_unchanged_document_comes_again_byte_for_byte()
    {
        using var folder = new TemporaryFolder();
        var first = await First(folder);
        Assert.All(await Night(folder, NightChange.Unchanged), line => Assert.Equal(first.Documents[LivedRegister.Key(line)], line));
    }

    [Fact]
    public async Task Contact_data_may_come_a_night_before_the_person()
    {
        using var folder = new TemporaryFolder();
        var register = await First(folder);
        var nights = new WorldNights(Small, Only(NightChange.ContactAhead));
        register.Take(await nights.DeliverAsync(new(folder.Below("nights")), 1, CancellationToken.None));
        var ahead = nights.Work(1).Contacts.Select(c => c.Event.Numbers[0]).ToList();
        Assert.Equal(30, ahead.Count);
        Assert.All(ahead, number => Assert.True(register.Contacts.ContainsKey(number) && !register.Documents.ContainsKey(number)));
        register.Take(await nights.DeliverAsync(new(folder.Below("nights")), 2, CancellationToken.None));
        Assert.All(ahead, number => Assert.Contains(number, register.Documents.Keys));
    }

    [Fact]
    public async Task Newcomers_have_numbers_that_nobody_had()
    {
        using var folder = new TemporaryFolder();
        var first = await First(folder);
        var known = first.Documents.Values.SelectMany(LivedRegister.Numbers).Concat(first.Contacts.Keys).ToHashSet();
        foreach (var change in new[] { NightChange.Birth, NightChange.Arrive })
        {
            var lines = await Night(folder, change);
            Assert.Equal(30, lines.Select(LivedRegister.Key).Distinct().Count());
            Assert.All(lines, line => Assert.DoesNotContain(LivedRegister.Key(line), known));
        }
    }

    [Fact]
    public async Task An_unreadable_document_is_json_still_and_begins_with_its_number()
    {
        using var folder = new TemporaryFolder();
        var nights = new WorldNights(Small, Only(NightChange.Rename) with { Unreadable = 20 });
        var lines = LivedRegister.Lines((await nights.DeliverAsync(new(folder.Below("nights")), 1, CancellationToken.None))[0]);
        Assert.Equal(30, lines.Count);
        Assert.All(lines, line => Assert.Contains(LivedRegister.Key(line), LivedRegister.Numbers(line)));
        using var read = new DeliveryFolder(SourceName.Freg).With("part-000.ndjson", string.Join('\n', lines));
        var (persons, reading) = await FregReading.ReadAsync(read);
        Assert.Equal(10, persons.Count);
        Assert.Equal(["bad-date", "bad-number", "not-a-text"], reading.Quarantine.Select(q => q.Code).Distinct().Order(StringComparer.Ordinal));
    }

    private static StoryOptions Only(NightChange change) => new(0.1) { Weights = new Dictionary<NightChange, int> { [change] = 1 } };

    private static async Task<LivedRegister> First(TemporaryFolder folder)
    {
        var landing = new Landing((await new WorldBuilder(Small).WriteAsync(folder.Below("first"), null, CancellationToken.None)).LandingFolder);
        var register = new LivedRegister();
        register.Take([landing.NewestFull(SourceName.Freg)!, landing.NewestFull(SourceName.Krr)!]);
        return register;
    }

    /// <summary>The documents of the first later night, in which nothing else happened.</summary>
    private static async Task<IReadOnlyList<string>> Night(TemporaryFolder folder, NightChange change)
    {
        var lines = LivedRegister.Lines((await new WorldNights(Small, Only(change)).DeliverAsync(new(folder.Below(change.ToString())), 1, CancellationToken.None))[0]);
        Assert.True(lines.Count > 2);
        return lines;
    }

    private static async Task<IReadOnlyList<(JsonObject Before, JsonObject After)>> Changed(NightChange change)
    {
        using var folder = new TemporaryFolder();
        var first = await First(folder);
        return [.. (await Night(folder, change)).Select(line => (LivedRegister.Person(first.Documents[LivedRegister.Key(line)]), LivedRegister.Person(line)))];
    }

    private static IReadOnlyList<JsonNode> Current(JsonObject person, string part) => [.. (person[part]?.AsArray() ?? []).OfType<JsonNode>().Where(r => (bool)r["erGjeldende"]!)];

    private static string? Municipality(JsonObject person)
        => Current(person, "bostedsadresse") is [var row, ..] ? (string?)(row["vegadresse"]?["kommunenummer"] ?? row["matrikkeladresse"]?["matrikkelnummer"]?["kommunenummer"]) : null;
}

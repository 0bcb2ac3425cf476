using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources;
using static PersonEtl.DatabaseTests.Nights.SeveralNights;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>What the register grades is hidden ahead of everything that can stop a night, and the night that follows tells nothing twice.</summary>
public sealed class HideFirstTests : IAsyncLifetime
{
    private const string Secret = "HEMMELIG";
    private const string Places = """, "foedsel": [{"erGjeldende": true, "foedselsaar": "1980", "foedeland": "NOR", "foedested": "HEMMELIGHUS", "foedekommuneINorge": "4601"}], "sivilstand": [{"erGjeldende": true, "sivilstand": "gift", "sted": "HEMMELIGKIRKE", "kommune": "4601"}]""";

    private ChainedNights nights = null!;

    private Night Night => nights.Night;

    public async Task InitializeAsync()
    {
        nights = await ChainedNights.BeginAsync([Person(InUse(X, 1), Secret, more: Places), Person(InUse(Y, 1), "ÅPENVEIEN")], []);
        await Night.RunAsync();
    }

    public async Task DisposeAsync() => await nights.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_person_graded_in_a_full_delivery_or_a_delta_is_hidden_though_KLASS_is_missing_and_the_next_good_night_tells_nothing_twice(bool isDelta)
    {
        var person = await nights.IdAsync(X);
        string[] documents = [Person(InUse(X, 1), Secret, "fortrolig", Places)];
        if (isDelta) await nights.DeltaAsync(SourceName.Freg, documents);
        else await nights.FullAsync(SourceName.Freg, 1, [.. documents, Person(InUse(Y, 1), "ÅPENVEIEN")], to: 20);

        await WithoutKlassAsync("no-delivery");
        Assert.Equal(["1|full|1", "2|hide|-"], await GenerationsAsync());
        await MustBeHiddenAsync();
        Assert.Equal([$"2|{person}|ChangeInResidentialAddress|birth,maritalStatus,presentAddress,residentialAddress"], await Night.LinesAsync("select * from mart.change"));
        Assert.Equal([$"{person}|2"], await Night.LinesAsync("select * from protected.hidden_person"));
        Assert.Equal(1L, await Night.ScalarAsync<long>("select count(*) from mart.person_address"));
        Assert.False(Directory.Exists(Path.Combine(Night.Folders.Exports, "1", "analysis")));
        Assert.Contains("Generation 2, published ahead of the night", await Night.ScalarAsync<string>("select message from ops.run where outcome = 'failed'"), StringComparison.Ordinal);

        await Night.RunAsync();
        Assert.Equal(["1|full|1", "2|hide|-", "3|full|3"], await GenerationsAsync());
        await MustBeHiddenAsync();
        Assert.Empty(await Night.LinesAsync("select * from mart.change where generation = 3"));
        Assert.Equal(1L, await Night.ScalarAsync<long>("select count(*) from protected.person_address"));
        Assert.Equal(1L, await Night.ScalarAsync<long>("select count(*) from protected.person_birth where birth_place is not null"));
        await MustBeAsBuiltFromNothingAsync(isDelta, documents);
    }

    [Fact]
    public async Task Neither_a_check_nor_a_guard_stops_hiding()
    {
        // the check of erased persons would find this one, who is hidden only
        await Night.LinesAsync($"insert into protected.erasure values ('{X}', 2)");
        var broken = Enumerable.Range(10, 12).Select(i => Unreadable(InUse($"{i}828012345", 1)));
        await nights.DeltaAsync(SourceName.Freg, [Person(InUse(X, 1), Secret, "fortrolig", Places), .. broken]);

        await Assert.ThrowsAsync<CheckFailedException>(Night.RunAsync);
        Assert.Equal(["1|full|1", "2|hide|-"], await GenerationsAsync());
        await MustBeHiddenAsync();
    }

    [Fact]
    public async Task Of_an_address_that_is_graded_itself_only_this_row_goes_and_the_one_before_no_longer_ends_where_it_begins()
    {
        await nights.DeltaAsync(SourceName.Freg, Moved("ugradert"));
        await Night.RunAsync();
        Assert.Equal(["1|residential|ÅPENVEIEN|2020-02-02", "2|residential|HEMMELIG|-"], await Night.LinesAsync($"select version_number, kind, address_name, ends_on::text from mart.person_address where person_id = '{await nights.IdAsync(X)}' order by 1"));
        await nights.DeltaAsync(SourceName.Freg, Moved("klientadresse"));

        await WithoutKlassAsync("no-delivery");
        Assert.Equal(["1|residential|ÅPENVEIEN|-"], await Night.LinesAsync($"select version_number, kind, address_name, ends_on::text from mart.person_address where person_id = '{await nights.IdAsync(X)}'"));
        Assert.Equal("-", (await Night.LinesAsync($"select residential_address_name from mart.person where identification_number = '{X}'"))[0]);
        Assert.Equal(["ChangeInResidentialAddress"], await Night.LinesAsync("select event from mart.change where generation = 3"));
        await MustBeHiddenAsync(butPlaces: true);

        await Night.RunAsync();
        Assert.Empty(await Night.LinesAsync("select * from mart.change where generation = 4"));
        Assert.Equal(4L, await Night.ScalarAsync<long>("select count(*) from mart.generation"));
    }

    [Fact]
    public async Task Of_rows_that_can_not_be_told_apart_all_go_when_the_document_shows_fewer_of_them()
    {
        await nights.DeltaAsync(SourceName.Freg, Twins("ugradert"));
        await Night.RunAsync();
        Assert.Equal(2L, await RowsAsync());

        await nights.DeltaAsync(SourceName.Freg, Twins("klientadresse"));
        await WithoutKlassAsync("no-delivery");
        Assert.Equal(0L, await RowsAsync());

        static string Twins(string grading) => $$"""{"identifikasjonsnummer": [{{InUse(X, 1)}}], "bostedsadresse": [{{Row("ÅPENVEIEN", "ugradert", "2015-01-01", false)}}, {{Row("ÅPENVEIEN", grading, "2015-01-01", false)}}]}""";
        Task<long> RowsAsync() => Night.ScalarAsync<long>($"select count(*) from mart.person_address a join mart.person p using (person_id) where p.identification_number = '{X}'");
    }

    [Fact]
    public async Task Of_a_person_who_becomes_strictly_confidential_protected_addresses_go_too()
    {
        await nights.DeltaAsync(SourceName.Freg, Person(InUse(X, 1), Secret, "fortrolig", Places));
        await Night.RunAsync();
        Assert.Equal(1L, await Night.ScalarAsync<long>("select count(*) from protected.person_address"));
        await nights.DeltaAsync(SourceName.Freg, Person(InUse(X, 1), Secret, "strengtFortrolig", Places));

        await WithoutKlassAsync("no-delivery");
        Assert.Equal(0L, await Night.ScalarAsync<long>("select count(*) from protected.person_address"));
        await MustBeHiddenAsync();
        Assert.Empty(await Night.LinesAsync("select * from mart.change where generation = 4"));
    }

    [Theory]
    [InlineData("""{"identifikasjonsnummer": [{"erGjeldende": true, "status": "iBruk", "foedselsEllerDNummer": "01818012345"}], "adressebeskyttelse": [{"graderingsnivaa": {}}]}""")]
    [InlineData("""{"foedselsEllerDNummer": "01818012345", "feilmelding": {"feilmelding": "Teknisk feil"}}""")]
    public async Task The_addresses_of_a_person_whose_document_can_not_be_read_or_was_not_given_go_at_once_and_the_person_stays(string document)
    {
        await nights.DeltaAsync(SourceName.Freg, document);

        await WithoutKlassAsync("no-delivery");
        await MustBeHiddenAsync(butPlaces: true);

        await Night.RunAsync();
        Assert.Equal([$"{X}|True"], await Night.LinesAsync("select identification_number, stale_since = (select as_of_date from mart.generation order by generation desc limit 1) from mart.person where stale_since is not null"));
        await MustBeHiddenAsync(butPlaces: true);
        // since when is told by the night
        Assert.Equal(["PersonIsUpdated|"], await Night.LinesAsync("select event, parts from mart.change where generation = 3"));
    }

    [Fact]
    public async Task What_is_left_of_a_broken_chain_still_hides()
    {
        await nights.DeltaAsync(SourceName.Freg, Person(InUse(Y, 1), "ÅPENVEIEN"));
        await nights.DeltaAsync(SourceName.Freg, Person(InUse(X, 1), Secret, "fortrolig", Places));
        var first = Night.Landing.Find(SourceName.Freg).First(d => d.Manifest.SequenceFrom == 11);
        Directory.Delete(first.Folder, recursive: true);

        Assert.Equal("chain-gap", (await Assert.ThrowsAsync<BadInputException>(Night.RunAsync)).Code);
        await MustBeHiddenAsync();
    }

    [Fact]
    public async Task A_delivery_that_is_damaged_inside_leaves_the_others_to_hide_by()
    {
        await nights.DeltaAsync(SourceName.Freg, Person(InUse(X, 1), Secret, "fortrolig", Places));
        await nights.DeltaAsync(SourceName.Freg, """{"identifikasjonsnummer": [""");

        await Assert.ThrowsAsync<BadInputException>(Night.RunAsync);
        await MustBeHiddenAsync();
        Assert.Equal(["1|full|1", "2|hide|-"], await GenerationsAsync());
    }

    [Fact]
    public async Task An_export_that_outlived_a_kill_after_the_hiding_is_withdrawn_by_the_next_run()
    {
        await nights.DeltaAsync(SourceName.Freg, Person(InUse(X, 1), Secret, "fortrolig", Places));
        var (export, aside) = (Path.Combine(Night.Folders.Exports, "1"), Path.Combine(Night.Folders.Data, "aside"));
        Copy(export, aside);
        await WithoutKlassAsync("no-delivery");
        if (Directory.Exists(export)) Directory.Delete(export, recursive: true);
        Directory.Move(aside, export);
        Assert.True(Directory.Exists(Path.Combine(export, "identified")));

        await WithoutKlassAsync("no-delivery");
        Assert.False(Directory.Exists(Path.Combine(export, "identified")));
        Assert.Equal(2L, await Night.ScalarAsync<long>("select count(*) from mart.generation"));
    }

    [Fact]
    public async Task Worlds_that_differ_in_what_was_graded_all_along_publish_no_hiding_and_the_same_to_everyone()
    {
        await using var other = await ChainedNights.BeginAsync([Person(InUse(X, 1), Secret, more: Places), Person(InUse(Y, 1), "ÅPENVEIEN")], []);
        await other.Night.RunAsync();
        foreach (var world in new[] { nights, other })
        {
            await world.DeltaAsync(SourceName.Freg, Person(InUse(X, 1), Secret, "fortrolig", Places), Moved("klientadresse", Z));
            await world.Night.RunAsync();
        }
        await nights.DeltaAsync(SourceName.Freg, Person(InUse(X, 1), Secret, "fortrolig", Places), Moved("klientadresse", Z));
        await other.DeltaAsync(SourceName.Freg, Person(InUse(X, 1), "HEMMELIGERE", "fortrolig", Places), Moved("klientadresse", Z).Replace(Secret, "HEMMELIGERE", StringComparison.Ordinal));
        await Night.RunAsync();
        await other.Night.RunAsync();

        Assert.Equal(["1|full", "2|hide", "3|full", "4|full"], await Night.LinesAsync("select generation, kind from mart.generation order by 1"));
        Assert.Equal(await PublicAsync(nights), await PublicAsync(other));
    }

    private static string Moved(string grading, string number = X)
        => $$"""{"identifikasjonsnummer": [{{InUse(number, 1)}}], "bostedsadresse": [{{Row("ÅPENVEIEN", "ugradert", "2015-01-01", false)}}, {{Row(Secret, grading, "2020-02-02", true)}}]}""";

    private static string Row(string street, string grading, string from, bool isValid)
        => $$"""{"ajourholdstidspunkt": "{{from}}T10:00:00+01:00", "gyldighetstidspunkt": "{{from}}T00:00:00+01:00", "erGjeldende": {{(isValid ? "true" : "false")}}, "vegadresse": {"kommunenummer": "4601", "adressenavn": "{{street}}"}, "adressegradering": "{{grading}}"}""";

    /// <summary>A night that finds no KLASS; it is there again afterwards.</summary>
    private async Task WithoutKlassAsync(string code)
    {
        var (klass, aside) = (Path.Combine(Night.Folders.Landing, "klass"), Path.Combine(Night.Folders.Data, "klass-aside"));
        Directory.Move(klass, aside);
        Assert.Equal(code, (await Assert.ThrowsAsync<BadInputException>(Night.RunAsync)).Code);
        Directory.Move(aside, klass);
    }

    private Task<IReadOnlyList<string>> GenerationsAsync() => Night.LinesAsync("select generation, kind, export_generation from mart.generation order by 1");

    /// <summary>Nothing secret is in <c>mart</c>, its views, or in what was kept of before; hashes and counts are those of the rows.</summary>
    private async Task MustBeHiddenAsync(bool butPlaces = false)
    {
        foreach (var table in (await Night.LinesAsync("select table_schema || '.' || table_name from information_schema.tables where table_schema in ('mart', 'analysis')")).Append("ops.before_image"))
        {
            var rows = (await Night.LinesAsync($"select to_jsonb(t)::text from {table} t")).Select(r => butPlaces ? r.Replace("HEMMELIGHUS", "", StringComparison.Ordinal).Replace("HEMMELIGKIRKE", "", StringComparison.Ordinal) : r);
            Assert.True(rows.All(r => !r.Contains(Secret, StringComparison.Ordinal)), table);
        }
        foreach (var table in Staging.Tables.Where(t => t != PersonKeyTable.Table))
            Assert.Equal(await Night.ScalarAsync<long>($"select count(*) from {table.FullName}"), await Night.ScalarAsync<long>($"select row_count from ops.table_count where table_name = '{table.FullName}'"));
        await using var connection = await Night.DataSource.OpenConnectionAsync();
        var made = await new PublishedRows(connection, new PersonKeys(PersonKeyFile.Read(Night.Folders)).RowHasher()).HashAsync(persons: null, t => t.FullName, CancellationToken.None);
        var stored = await Night.RowsAsync($"select person_id, {PersonHash.Columns} from ops.person_hash");
        Assert.Equal(
            made.Select(h => unchecked($"{h.Key} {(long)h.Value.Person} {(long)h.Value.Addresses} {(long)h.Value.Others} {(long)h.Value.Protected}")).Order(),
            stored.Select(r => $"{r[0]} {r[1]} {r[2]} {r[3]} {r[4]}").Order());
    }

    private async Task MustBeAsBuiltFromNothingAsync(bool isDelta, string[] documents)
    {
        await using var nothing = await ChainedNights.BeginAsync([Person(InUse(X, 1), Secret, more: Places), Person(InUse(Y, 1), "ÅPENVEIEN")], []);
        if (isDelta) await nothing.DeltaAsync(SourceName.Freg, documents);
        else await nothing.FullAsync(SourceName.Freg, 1, [.. documents, Person(InUse(Y, 1), "ÅPENVEIEN")], to: 20);
        await nothing.Night.RunAsync();
        Assert.Equal(await PersonsAsync(nothing), await PersonsAsync(nights));
    }

    /// <summary>Every row of persons, but since when numbers are known.</summary>
    private static async Task<IEnumerable<string>> PersonsAsync(ChainedNights of)
        => (await of.EverythingAsync()).Where(r => (r.StartsWith("mart.person", StringComparison.Ordinal) || r.StartsWith("protected.person", StringComparison.Ordinal)) && !r.StartsWith("protected.person_key", StringComparison.Ordinal));

    private static async Task<IEnumerable<string>> PublicAsync(ChainedNights of) => (await of.EverythingAsync()).Where(r => r.StartsWith("mart.", StringComparison.Ordinal));

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}

using System.Data;
using Dapper;
using Npgsql;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Klass;
using PersonEtl.Etl.Sources.ServiceDistricts;

namespace PersonEtl.Etl.Run.Planning;

/// <summary>Plans a night at another date on the newest KLASS and service districts; reads the mart in one read-only transaction and writes nothing.</summary>
internal sealed class Planner(NpgsqlDataSource dataSource, Landing landing)
{
    private const string ReadOnly = "set transaction read only";
    private const string Served = "select generation, as_of_date from mart.generation order by generation desc limit 1";

    // current public addresses: a graded one's columns are null here
    private const string Municipalities = """
        select distinct a.*
        from mart.person p
        cross join lateral (values
            (p.residential_municipality_number, p.residential_municipality_name, p.residential_county_number, p.residential_county_name),
            (p.present_municipality_number, p.present_municipality_name, p.present_county_number, p.present_county_name)
        ) as a (key, name, first_code, first_name)
        where a.key is not null
        order by a.key
        """;

    private const string Units = """
        select distinct a.*
        from mart.person p
        cross join lateral (values
            (p.residential_full_basic_statistical_unit_number, p.residential_basic_statistical_unit_name, p.residential_urban_district_code, p.residential_urban_district_name,
             p.residential_geographical_urban_district_code, p.residential_geographical_urban_district_name),
            (p.present_full_basic_statistical_unit_number, p.present_basic_statistical_unit_name, p.present_urban_district_code, p.present_urban_district_name,
             p.present_geographical_urban_district_code, p.present_geographical_urban_district_name)
        ) as a (key, name, first_code, first_name, second_code, second_name)
        where a.key is not null
        order by a.key
        """;

    private const string CountByMunicipality = """
        select c.change, count(distinct p.person_id)
        from mart.person p
        cross join lateral (values (p.residential_municipality_number), (p.present_municipality_number)) as a (key)
        join unnest(@keys, @changes) as c (key, change) using (key)
        group by c.change
        """;

    private const string CountByUnit = """
        select c.change, count(distinct p.person_id)
        from mart.person p
        cross join lateral (values (p.residential_full_basic_statistical_unit_number), (p.present_full_basic_statistical_unit_number)) as a (key)
        join unnest(@keys, @changes) as c (key, change) using (key)
        group by c.change
        """;

    /// <summary>Null when nothing is published.</summary>
    /// <exception cref="BadInputException">There is no delivery of KLASS, or it can't be read.</exception>
    public async Task<Plan?> RunAsync(DateOnly asOf, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await connection.ExecuteAsync(Command(ReadOnly, null, cancellationToken));
        if (await connection.QuerySingleOrDefaultAsync<ServedRow>(Command(Served, null, cancellationToken)) is not { } served) return null;
        var (geography, deliveries) = await ReadAsync(asOf, cancellationToken);
        var comparison = new PlanComparison(geography, served.AsOfDate, asOf);
        var ofMunicipalities = (await connection.QueryAsync<PlaceRow>(Command(Municipalities, null, cancellationToken))).SelectMany(comparison.OfMunicipality);
        var ofUnits = (await connection.QueryAsync<PlaceRow>(Command(Units, null, cancellationToken))).SelectMany(comparison.OfUnit);
        var changes = await CountAsync(connection, CountByMunicipality, [.. ofMunicipalities], cancellationToken);
        changes.AddRange(await CountAsync(connection, CountByUnit, [.. ofUnits], cancellationToken));
        return new(served.Generation, served.AsOfDate, asOf, deliveries, [.. changes.OrderBy(c => c.Subject)], [.. comparison.ComingIntoForce()]);
    }

    private async Task<(Geography Geography, IReadOnlyList<string> Deliveries)> ReadAsync(DateOnly asOf, CancellationToken cancellationToken)
    {
        var klass = Chain.Find(landing, SourceName.Klass)?.Full ?? throw new BadInputException("no-delivery", $"klass: expected a full delivery in the landing folder, found none in {landing.Folder}. Put one in with `fetch klass` or `deliver`.");
        var districts = Chain.Find(landing, SourceName.ServiceDistricts)?.Full;
        await DeliveryStream.VerifyAsync(klass, cancellationToken);
        if (districts is not null) await DeliveryStream.VerifyAsync(districts, cancellationToken);
        var table = districts is null ? null : await ServiceDistrictsReader.ReadAsync(districts, new(SourceName.ServiceDistricts), cancellationToken);
        return (await KlassReader.ReadAsync(klass, table, asOf, new(SourceName.Klass), cancellationToken), [.. new[] { klass, districts }.OfType<Delivery>().Select(d => $"{d.Manifest.Source.Text()}/{d.Name}")]);
    }

    /// <summary>Puts equal changes of several codes together and counts each person once in each.</summary>
    private static async Task<List<PlanChange>> CountAsync(NpgsqlConnection connection, string sql, IReadOnlyList<PlannedCode> planned, CancellationToken cancellationToken)
    {
        var changes = planned.GroupBy(p => (p.Subject, p.What, p.From, To: string.Join('|', p.To))).ToList();
        var keys = changes.SelectMany((change, i) => change.Select(p => (p.Key, Change: i))).Distinct().ToList();
        var counts = (await connection.QueryAsync<(int Change, long Persons)>(Command(sql, new { keys = keys.Select(k => k.Key).ToArray(), changes = keys.Select(k => k.Change).ToArray() }, cancellationToken)))
            .ToDictionary(c => c.Change, c => c.Persons);
        return [.. changes.Select((change, i) => new PlanChange(change.Key.Subject, change.Key.What, change.Key.From, change.First().To, counts[i] < PlanChange.Least ? null : counts[i]))];
    }

    private static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken) => new(sql, parameters, commandTimeout: 0, cancellationToken: cancellationToken);

    private sealed class ServedRow
    {
        public int Generation { get; set; }

        public DateOnly AsOfDate { get; set; }
    }
}

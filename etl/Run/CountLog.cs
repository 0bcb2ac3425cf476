using System.Globalization;
using Dapper;
using Npgsql;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Run;

/// <summary>Stores what a run found of the public addresses, and reads what the last run that ended well had found.</summary>
internal sealed class CountLog(NpgsqlDataSource dataSource, Guid run)
{
    private const string Match = """
        insert into ops.match_count (run_id, kind, is_current, municipality_number, match_rule, match_reason, can_have_unit, has_unit, addresses)
        select @run, * from unnest(@kinds, @current, @municipalities, @rules, @reasons, @canHave, @has, @addresses)
        """;

    private const string Guarantees = "insert into ops.guarantee (run_id, municipality_number, lack, addresses) select @run, * from unnest(@municipalities, @lacks, @addresses)";
    private const string CrossCheck = "insert into ops.cross_check (run_id, municipality_number, agrees, disagrees, not_found) select @run, * from unnest(@municipalities, @agrees, @disagrees, @notFound)";

    private const string Rates = """
        select kind, municipality_number as municipalityNumber, sum(addresses)::bigint as canHaveUnit, coalesce(sum(addresses) filter (where has_unit), 0)::bigint as withUnit
        from ops.match_count
        where run_id = @of and is_current and can_have_unit
        group by kind, municipality_number
        """;

    private const string Residents = """
        select municipality_number as municipalityNumber, sum(addresses)::bigint as residents
        from ops.match_count
        where run_id = @of and is_current and kind = 'residential'
        group by municipality_number
        """;

    // runs that only hide, take back or read deltas count nothing, and nothing is compared with them
    private const string LastGood = """
        select run_id from ops.run r
        where outcome in ('published', 'unchanged') and exists (select from ops.match_count c where c.run_id = r.run_id)
        order by started_at desc limit 1
        """;

    /// <summary>Stores them, and returns this run's counts by municipality beside those of the last run that counted and ended well.</summary>
    public async Task<(CountedPlaces Before, CountedPlaces Now)> WriteAsync(EnrichmentCounts counts, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var matches = counts.Matches().ToList();
        await ExecuteAsync(Match, new
        {
            run,
            kinds = matches.Select(m => Terms.Of(m.Kind).ToString()).ToArray(),
            current = matches.Select(m => m.IsCurrent).ToArray(),
            municipalities = matches.Select(m => Number(m.Municipality)).ToArray(),
            rules = matches.Select(m => Text(Terms.Of(m.Rule))).ToArray(),
            reasons = matches.Select(m => Text(Terms.Of(m.Reason))).ToArray(),
            canHave = matches.Select(m => m.CanHaveUnit).ToArray(),
            has = matches.Select(m => m.CanHaveUnit && m.HasUnit).ToArray(),
            addresses = matches.Select(m => m.Addresses).ToArray(),
        });
        var guarantees = counts.Guarantees().ToList();
        await ExecuteAsync(Guarantees, new { run, municipalities = guarantees.Select(g => Number(g.Municipality)).ToArray(), lacks = guarantees.Select(g => Text(g.Lack)).ToArray(), addresses = guarantees.Select(g => g.Addresses).ToArray() });
        var checks = counts.CrossChecks().ToList();
        await ExecuteAsync(CrossCheck, new { run, municipalities = checks.Select(c => Number(c.Municipality)).ToArray(), agrees = checks.Select(c => c.Agrees).ToArray(), disagrees = checks.Select(c => c.Disagrees).ToArray(), notFound = checks.Select(c => c.NotFound).ToArray() });
        var last = await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(LastGood, cancellationToken: cancellationToken));
        return (last is { } of ? await PlacesAsync(of) : CountedPlaces.None, await PlacesAsync(run));

        Task ExecuteAsync(string sql, object parameters) => connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));

        async Task<CountedPlaces> PlacesAsync(Guid of) => new(await ReadAsync<PlaceRate>(Rates, of), await ReadAsync<PlaceCount>(Residents, of));

        async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, Guid of) => (await connection.QueryAsync<T>(new CommandDefinition(sql, new { of }, cancellationToken: cancellationToken))).AsList();
    }

    private static string? Number(int? municipality) => municipality?.ToString("0000", CultureInfo.InvariantCulture);

    private static string? Text(Utf8Text term) => term.IsAbsent ? null : term.ToString();

    private static string Text(GuaranteeLack lack) => lack switch
    {
        GuaranteeLack.Unit => "unit",
        GuaranteeLack.UnitName => "unit-name",
        GuaranteeLack.GeographicalDistrict => "geographical-district",
        GuaranteeLack.ServiceDistrict => "service-district",
        GuaranteeLack.OsloTable => "oslo-table",
        _ => "none",
    };
}

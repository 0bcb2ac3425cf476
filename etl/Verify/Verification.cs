using System.Data;
using Dapper;
using Npgsql;
using PersonEtl.Etl.Export;

namespace PersonEtl.Etl.Verify;

/// <summary>The proofs of the served generation, one after another in one transaction. To add one, add it to <see cref="Proofs"/>.</summary>
internal sealed class Verification(NpgsqlDataSource dataSource, ExportFolder exports)
{
    private const string Served = "select generation, kind, changes, restored_generation, export_generation from mart.generation order by generation desc limit 1";

    public static IReadOnlyList<IProof> Proofs { get; } = [new ExportProof(), new ChangeProof()];

    /// <summary>Runs every proof on the generation that is served now, and returns it; null when nothing is.</summary>
    /// <param name="told">Told what each proof came to, as soon as it has.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<VerifiedGeneration?> RunAsync(Action<IProof, ProofResult> told, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var served = await connection.QuerySingleOrDefaultAsync<VerifiedGeneration>(new CommandDefinition(Served, cancellationToken: cancellationToken));
        if (served is null) return null;
        var verified = new Verified(served, connection, exports);
        foreach (var proof in Proofs) told(proof, await proof.RunAsync(verified, cancellationToken));
        return served;
    }
}

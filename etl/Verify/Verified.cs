using Npgsql;
using PersonEtl.Etl.Export;

namespace PersonEtl.Etl.Verify;

/// <summary>What is verified: the served generation, in a transaction that sees nothing newer, and the exports.</summary>
internal sealed record Verified(VerifiedGeneration Generation, NpgsqlConnection Connection, ExportFolder Exports);

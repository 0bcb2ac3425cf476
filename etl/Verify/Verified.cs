using Npgsql;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Publish;

namespace PersonEtl.Etl.Verify;

/// <summary>What is verified: the served generation, in a transaction that sees nothing newer, the exports, and the key that ids and hashes were made with.</summary>
internal sealed record Verified(VerifiedGeneration Generation, NpgsqlConnection Connection, ExportFolder Exports, PersonKeys Keys);

import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '../config/config.js';
import { KeyWatch } from './key-watch.js';
import { Keyring } from './keyring.js';
import { loadKeyring } from './load-keyring.js';
import { SealOpener } from './open-seal.js';
import { Vault } from './vault.js';

@Module({
  providers: [
    { provide: Keyring, inject: [Config, DataSource], useFactory: loadKeyring },
    KeyWatch,
    Vault,
    SealOpener,
  ],
  exports: [Vault, SealOpener],
})
export class VaultModule {}

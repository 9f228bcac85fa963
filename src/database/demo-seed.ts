import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CategoryPrompter } from '../categories/category-prompter.js';
import { Category } from '../categories/category.entity.js';
import { Consent } from '../consent/consent.entity.js';
import { DirectLineRow } from '../direct-lines/direct-line.entity.js';
import { DirectLine } from '../direct-lines/direct-line.js';
import { LineSealer, type StoredLine } from '../direct-lines/line-sealer.js';
import { menuSettings } from '../menus/menu-settings.js';
import { MenuWriter } from '../menus/menu-writer.js';
import { ringingSettings } from '../menus/ringing-settings.js';
import { SwitchboardNumber } from '../menus/switchboard-number.entity.js';
import { ExtensionAllocator } from '../pass-through-numbers/extension-allocator.js';
import { PassThroughNumber } from '../pass-through-numbers/pass-through-number.entity.js';
import { Listing } from '../professionals/listing.entity.js';
import { Professional } from '../professionals/professional.entity.js';
import { ALWAYS } from '../professionals/working-hours.js';
import { newTrunk } from '../trunks/trunks.schema.js';
import { Trunk } from '../trunks/trunk.entity.js';
import {
  demoCategories,
  demoConsent,
  demoDedicatedNumber,
  demoProfessionals,
  demoSwitchboardNumbers,
} from './demo-data.js';

type DemoProfessional = (typeof demoProfessionals)[number];

/** Writes the demo data, within the transaction it is given. */
@Injectable()
export class DemoSeed {
  constructor(
    private readonly prompter: CategoryPrompter,
    private readonly menus: MenuWriter,
    private readonly sealer: LineSealer,
    private readonly extensions: ExtensionAllocator,
  ) {}

  async write(manager: EntityManager, sipPort: number): Promise<void> {
    const categories = await this.categories(manager);
    const numbers = await this.switchboardNumbers(manager);
    for (const given of demoProfessionals) {
      const professional = await this.professional(manager, given);
      const line = this.sealer.seal(professional.id, new DirectLine(given.line));
      await manager.insert(DirectLineRow, line);
      const listing = await this.listing(manager, line, categories.get(given.category)?.id as string);
      if (given.consented) await this.consent(manager, line, listing);
      for (const { id } of numbers) await this.extensions.allocate(manager, listing.id, id);
      if (given.displayName === demoDedicatedNumber.displayName) await this.dedicated(manager, listing);
    }
    await this.trunk(manager, sipPort);
  }

  private async categories(manager: EntityManager): Promise<Map<string, Category>> {
    const rows = new Map<string, Category>();
    for (const given of demoCategories) {
      const prompts = await this.prompter.promptsOf(given.names);
      const row = manager.create(Category, { ...given, strategy: 'longest-idle', prompts });
      rows.set(given.key, await manager.save(row));
    }
    return rows;
  }

  private async switchboardNumbers(manager: EntityManager): Promise<SwitchboardNumber[]> {
    const rows: SwitchboardNumber[] = [];
    for (const given of demoSwitchboardNumbers) {
      const source = { ...given, id: randomUUID(), menu: menuSettings.parse(given.menu) };
      const compiled = await this.menus.compile(manager, source);
      rows.push(await manager.save(manager.create(SwitchboardNumber, { ...source, compiled })));
    }
    return rows;
  }

  private async professional(manager: EntityManager, given: DemoProfessional): Promise<Professional> {
    const { displayName, timeZone, acceptance } = given;
    const row = {
      displayName,
      timeZone,
      acceptance,
      workingHours: ALWAYS,
      away: false,
      language: 'en' as const,
    };
    return manager.save(manager.create(Professional, row));
  }

  private async listing(
    manager: EntityManager,
    { professionalId }: StoredLine,
    categoryId: string,
  ): Promise<Listing> {
    return manager.save(manager.create(Listing, { professionalId, categoryId, published: true }));
  }

  private async consent(
    manager: EntityManager,
    { id: directLineId, professionalId }: StoredLine,
    { id: listingId }: Listing,
  ): Promise<void> {
    const consent = { ...demoConsent, listingId, professionalId, directLineId, givenAt: new Date() };
    await manager.insert(Consent, consent);
  }

  private async dedicated(manager: EntityManager, { id: listingId }: Listing): Promise<void> {
    const { number } = demoDedicatedNumber;
    await manager.insert(PassThroughNumber, {
      listingId,
      kind: 'dedicated',
      number,
      language: 'en',
      ringing: ringingSettings.parse({}),
    });
  }

  /** With its port: softphones of the demo call from the same address, and are not the carrier. */
  private async trunk(manager: EntityManager, port: number): Promise<void> {
    const given = { name: 'Demo carrier', host: '127.0.0.1', port, match: [`127.0.0.1:${port}`] };
    await manager.insert(Trunk, newTrunk.parse(given));
  }
}
